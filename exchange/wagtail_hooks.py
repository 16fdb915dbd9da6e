"""The room's place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from exchange.views import ImportDocumentView


class ImportMenuItem(MenuItem):
    """Shown to those who may add pages. The view looks closer; that would cost every page of the admin its queries."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_permission(request.user, "add"))


@hooks.register("register_admin_urls")
def register_import_address() -> list[URLPattern]:
    """The address of the import."""
    return [path("import-document/", ImportDocumentView.as_view(), name="import_document")]


@hooks.register("register_admin_menu_item")
def register_import_menu_item() -> MenuItem:
    """Its place, below the vocabulary."""
    return ImportMenuItem(_("Import a text"), reverse_lazy("import_document"), icon_name="upload", order=330)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What a page's history says about pages that came with an import."""
    actions.register_action("exchange.import", _("Import"), _("Imported"))
