"""The site settings' place in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import Announcement, SiteSettings


class SiteSettingsViewSet(SnippetViewSet):
    """One row per language, under Settings."""

    model = SiteSettings
    icon = "site"
    menu_label = _("Site and navigation")
    add_to_settings_menu = True
    list_display = ["name", "locale", "tagline"]


class AnnouncementViewSet(SnippetViewSet):
    """What is said on the home page for a while."""

    model = Announcement
    icon = "comment"
    menu_label = _("Announcements")
    menu_order = 350
    add_to_admin_menu = True
    list_display = ["title", "locale", "starts_on", "ends_on"]
    list_filter = ["locale"]


register_snippet(SiteSettingsViewSet)
register_snippet(AnnouncementViewSet)
