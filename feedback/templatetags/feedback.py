"""The question at the end of an article."""

from typing import Any

from django import template
from django.template import Context

from feedback.models import Reason

register = template.Library()


@register.inclusion_tag("feedback/question.html", takes_context=True)
def was_it_helpful(context: Context) -> dict[str, Any]:
    """“Was this helpful?” about the page in the context. No query."""
    return {"page": context["page"], "reasons": Reason.choices}
