"""Where a page under edit is checked."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from editorial.checks.page_checks import is_checked

register = template.Library()


@register.simple_tag
def checks_url(page: Any, request: HttpRequest) -> str:
    """The address that checks the form of `page`; "" for what isn't checked."""
    if not isinstance(page, Page) or not is_checked(page):
        return ""
    if page.pk:
        return reverse("check_page", args=[page.pk])
    where = request.resolver_match.kwargs if request.resolver_match else {}
    if not where.get("parent_page_id"):
        return ""
    names = ("content_type_app_name", "content_type_model_name", "parent_page_id")
    return reverse("check_new_page", args=[where[name] for name in names])
