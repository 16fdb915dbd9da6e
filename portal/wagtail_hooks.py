"""What the shell adds to the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import DismissibleMenuItem, MenuItem

from portal.admin_docs import GuideView

GUIDES = {
    "editors": _("Guide for medical editors"),
    "reviewers": _("Guide for medical reviewers"),
    "translators": _("Guide for translators"),
    "agencies": _("Guide for agencies"),
}


@hooks.register("register_admin_urls")
def register_guides() -> list[URLPattern]:
    """The guides, for whoever may log in."""
    return [path("guide/<str:name>", GuideView.as_view(), name="guide")]


@hooks.register("construct_help_menu")
def leave_out_news(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail’s news and guide, counted until each person has opened them, give way to the guides of the house."""
    menu_items[:] = [item for item in menu_items if not isinstance(item, DismissibleMenuItem)]
    menu_items += [
        MenuItem(label, reverse_lazy("guide", args=[subject]), name=f"guide-{subject}", icon_name="help", order=order)
        for order, (subject, label) in enumerate(GUIDES.items())
    ]
