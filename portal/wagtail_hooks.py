"""What the shell adds to the admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from portal.guides import GuideView


@hooks.register("register_admin_urls")
def register_guides() -> list[URLPattern]:
    """The guides, for whoever may log in."""
    return [path("guide/<str:name>", GuideView.as_view(), name="guide")]
