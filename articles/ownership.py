"""Who looks after an article: whom its reminders go to."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Permission
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models.ownership import Ownership
from vocabulary.base_page import PortalPage


def ownerships(keys: Iterable[UUID]) -> dict[UUID, Ownership]:
    """The rows of these articles, by translation key, with their people. One query."""
    rows = Ownership.objects.filter(translation_key__in=set(keys)).select_related("owner", "backup")
    return {row.translation_key: row for row in rows}


def people_of(article: PortalPage, rows: Mapping[UUID, Ownership]) -> list[AbstractUser]:
    """The owner and the backup of an article, by the rows that `ownerships` gave; without one, whoever created it."""
    row = rows.get(article.translation_key)
    found = [row.owner, row.backup] if row else [article.owner]
    return list(dict.fromkeys(user for user in found if user))


def looked_after_by(user: AbstractUser) -> Q:
    """For a query over pages: those that the user owns or stands in for."""
    rows = Ownership.objects.all()
    return Q(translation_key__in=rows.filter(Q(owner=user) | Q(backup=user)).values("translation_key")) | (
        Q(owner=user) & ~Q(translation_key__in=rows.values("translation_key"))
    )


def candidates(*present: Any) -> QuerySet[AbstractUser]:
    """Who may be chosen: active accounts of the admin, and whoever is chosen already (`present`, keys)."""
    enter = Permission.objects.filter(codename="access_admin", content_type__app_label="wagtailadmin").values("pk")
    users = get_user_model()._default_manager
    entering = users.filter(
        Q(is_superuser=True) | Q(groups__permissions__in=enter) | Q(user_permissions__in=enter), is_active=True
    )
    chosen = [key for key in present if key]
    return users.filter(Q(pk__in=entering.values("pk")) | Q(pk__in=chosen)).order_by(
        "last_name", "first_name", "username"
    )


class PersonChoiceField(forms.ModelChoiceField):
    """An account, under the name of its person."""

    def label_from_instance(self, obj: Any) -> str:
        name = obj.get_full_name() or obj.get_username()
        return str(name) if obj.is_active else str(_("%(name)s (account closed)") % {"name": name})


def keep_owners(page: PortalPage) -> None:
    """Keep what the editor's form has chosen for `page`; nothing where the page comes from elsewhere."""
    chosen = page.__dict__.pop("chosen_owners", None)
    if chosen is None:
        return
    owner, backup = chosen
    Ownership.objects.update_or_create(
        translation_key=page.translation_key, defaults={"owner": owner, "backup": backup}
    )
