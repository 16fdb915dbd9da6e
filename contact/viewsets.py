"""The messages in the admin: a list, one of them, its end. Nobody writes or changes one."""

from typing import Any

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from contact.models import Message


class ReadOnlyPolicy(ModelPermissionPolicy):
    """To look and to delete, for those who may; to add and to change, for nobody, not even who may do all."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether this user may."""
        return action in {"view", "delete"} and bool(super().user_has_permission(user, action))


def harmless(value: str) -> str:
    """A text that a spreadsheet doesn't take for a formula, whatever a stranger wrote."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


class MessageIndexView(generic.IndexView):
    """The list, newest first, and its export."""

    custom_value_preprocess = {
        **generic.IndexView.custom_value_preprocess,
        str: {"csv": harmless, "xlsx": harmless},
    }


class MessageViewSet(ModelViewSet):
    """Messages from readers, in the admin."""

    model = Message
    name = "contact_message"
    url_prefix = "messages"
    icon = "mail"
    menu_label = _("Messages")
    menu_order = 400
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["topic", "written_at", "name", "email", "text", "mailbox", "delivered_at", "delete_after"]
    index_view_class = MessageIndexView
    list_display = [
        Column("topic", label=_("Topic")),
        DateColumn("written_at", label=_("Written"), sort_key="written_at"),
        BooleanColumn("delivered_at", label=_("Delivered"), sort_key="delivered_at"),
        Column("delete_after", label=_("Deleted after"), sort_key="delete_after"),
    ]
    list_filter = ["topic", "page__locale"]
    search_fields = ["text", "name", "email", "topic"]
    search_backend_name = None
    ordering = ["-written_at"]
    list_export = ["written_at", "topic", "name", "email", "text", "delivered_at", "delete_after"]
    export_filename = "messages"
    form_fields: list[str] = []  # Wagtail asks for them, though there is no form

    @property
    def permission_policy(self) -> ReadOnlyPolicy:
        """Messages can be read and deleted; nobody writes or changes one."""
        return ReadOnlyPolicy(Message)

    def get_urlpatterns(self) -> list[URLPattern]:
        """No address to add or change one at."""
        kept = {"index", "index_results", "inspect", "delete", "usage"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]
