"""Every address of the portal, on one screen."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, re_path
from django.utils.translation import pgettext_lazy
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from frontend import social_images
from frontend.sitemaps import SITEMAPS, robots
from portal import health
from portal.api import router
from portal.http import routing
from portal.http.security_txt import security_txt

handler400 = "frontend.errors.bad_request"
handler404 = "frontend.errors.page_not_found"
handler500 = "frontend.errors.server_error"

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("contact/", include("contact.urls")),
    path("feedback/", include("feedback.urls")),
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("api/v2/", router.urls),
    re_path(r"^share/(?P<pk>[0-9]{1,9})-(?P<digest>[0-9a-f]{32})\.png$", social_images.picture, name="share_picture"),
    path("robots.txt", robots),
    path(".well-known/security.txt", security_txt),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
    *([path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT})] if settings.SERVE_MEDIA else []),
    # Prefixed last: /fr/… and /en/… belong to the page trees.
    *i18n_patterns(
        path(pgettext_lazy("address", "search/"), include("search.urls")),
        path("", include(routing)),
        prefix_default_language=True,
    ),
]
