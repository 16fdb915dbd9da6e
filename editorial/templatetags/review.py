"""What the sign-off screen asks for."""

from collections.abc import Collection, Mapping

from django import template

from editorial.review_text import Passage

register = template.Library()


@register.filter
def of_unit(comments: Mapping[str, str], unit: str) -> str:
    """What was written on a unit."""
    return comments.get(unit, "")


@register.filter
def is_among(passage: Passage, passages: Collection[Passage]) -> bool:
    """Whether a passage is one of these."""
    return any(each.unit == passage.unit for each in passages)
