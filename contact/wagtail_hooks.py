"""The messages' place in the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks

from contact.viewsets import MessageViewSet


@hooks.register("register_admin_viewset")
def register_viewset() -> MessageViewSet:
    """The list of messages."""
    return MessageViewSet()


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Who may read and delete them is said in a group."""
    return Permission.objects.filter(content_type__app_label="contact", codename__endswith="_message")
