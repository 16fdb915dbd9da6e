"""The site settings' place in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import SiteSettings


class SiteSettingsViewSet(SnippetViewSet):
    """One row per language, under Settings."""

    model = SiteSettings
    icon = "site"
    menu_label = _("Site and navigation")
    add_to_settings_menu = True
    list_display = ["name", "locale", "tagline"]


register_snippet(SiteSettingsViewSet)
