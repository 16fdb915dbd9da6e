"""The portal's addresses, with one more that fails."""

from django.urls import path

from portal.urls import *  # noqa: F403 -- the handlers of errors too
from portal.urls import urlpatterns as portal_urlpatterns


def fail(request, language):
    raise RuntimeError("This page fails, so that what its readers see can be looked at.")


urlpatterns = [path("<slug:language>/fails/", fail), *portal_urlpatterns]
