"""Who may translate into which language: whoever may change that language's pages."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy


def languages_of(user: AbstractBaseUser) -> set[int]:
    """The locales (by key) whose home page the user may change."""
    homes = page_permission_policy.instances_user_has_permission_for(user, "change").filter(depth=2)
    return set(homes.values_list("locale_id", flat=True))


def translators_into(locale: Locale) -> QuerySet:
    """The accounts that may change the pages of a language, by name."""
    users = get_user_model()._default_manager.none()
    for home in Page.objects.filter(depth=2, locale=locale):
        users = page_permission_policy.users_with_permission_for_instance("change", home)
    return users.order_by("last_name", "first_name", "pk")
