"""Who translates where: the only permission that a migration can't give, because the pages come later."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from wagtail.models import GroupPagePermission

from editorial.models import Role
from home.models import HomePage


def open_to_translators(instance: HomePage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A `post_save` receiver: translators may write in the page tree of every language but the source language."""
    if raw or not created or instance.locale.language_code == settings.LANGUAGE_CODE:
        return
    role = Role.objects.filter(code=Role.Code.TRANSLATOR).first()
    if not role:
        return
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=["add_page", "change_page"]
    ):
        GroupPagePermission.objects.get_or_create(group=role.group, page=instance.page_ptr, permission=permission)
