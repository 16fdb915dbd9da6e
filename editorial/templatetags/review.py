"""What the sign-off screen and the top of the editor ask for."""

from collections.abc import Collection, Mapping
from typing import Any

from django import template
from wagtail.models import Page

from editorial.review.edit_messages import Opening, opening_of
from editorial.review.review_parts import Passage

register = template.Library()


@register.filter
def of_unit(comments: Mapping[str, str], unit: str) -> str:
    """What was written on a unit."""
    return comments.get(unit, "")


@register.filter
def is_among(passage: Passage, passages: Collection[Passage]) -> bool:
    """Whether a passage is one of these."""
    return any(each.unit == passage.unit for each in passages)


@register.simple_tag
def opening(page: Page, user: Any) -> Opening:
    """What whoever opens a page in the editor has to know first."""
    return opening_of(page, user)
