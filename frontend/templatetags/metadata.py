"""The page's data for machines."""

import json
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.models import Page

from articles.models import ArticlePage
from frontend.social_images import HEIGHT, WIDTH, card_of, picture_url
from frontend.structured_data import structured_data

register = template.Library()


@register.inclusion_tag("components/share.html", takes_context=True)
def share_card(context: Context) -> dict[str, Any]:
    """What a link to the page in the context shows where it is shared: Open Graph, with a picture."""
    page, frame = context["page"], context["frame"]
    card = card_of(page, context["site_settings"])
    label = context.get("label")
    return {
        "title": str(label or page.seo_title or card.title or page.title),
        "page": page,
        "description": _description(page, label),
        "frame": frame,
        "card": card,
        "picture": picture_url(page, card),
        "is_article": isinstance(page, ArticlePage),
        "sizes": (WIDTH, HEIGHT),
    }


def _description(page: Page, label: Any) -> str:
    """What the page says of itself; of a list or a term, what that says."""
    own = getattr(label, "short_definition", "") or getattr(label, "introduction", "")
    return own or page.search_description or getattr(page, "introduction", "")


# A text may hold “</script>”: in JSON these letters may be written by their numbers.
ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def json_ld(context: Context) -> str:
    """The structured data of the page in the context, as a data block; nothing for an error page or a pair."""
    page = context.get("page")
    if not isinstance(page, Page) or context.get("beside"):
        return ""
    things = structured_data(page, context["frame"], context["site_settings"], context.get("label"))
    text = json.dumps(things, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 -- escaped above
