"""Who translates where: the only permission that `migrate` can't give, because the pages come later."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from wagtail.models import GroupPagePermission

from editorial.models import Role
from editorial.permissions.role_permissions import TRANSLATED_PAGE_PERMISSIONS
from home.models import HomePage


def open_to_translators(instance: HomePage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A `post_save` receiver: translators may write in the page tree of every language but the source language."""
    if raw or not created or instance.locale.language_code == settings.LANGUAGE_CODE:
        return
    for role in Role.objects.filter(code__in=TRANSLATED_PAGE_PERMISSIONS).select_related("group"):
        names = [f"{action}_page" for action in TRANSLATED_PAGE_PERMISSIONS[Role.Code(role.code)]]
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=names):
            GroupPagePermission.objects.get_or_create(group=role.group, page=instance.page_ptr, permission=permission)
