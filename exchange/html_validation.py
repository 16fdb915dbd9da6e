"""Which rich text an editor could have written. Nothing is mended: what is not as Wagtail stores it is refused."""

import re
from collections.abc import Iterable
from html import unescape

from bs4 import Tag
from django.core.exceptions import ValidationError
from wagtail.admin.rich_text.converters.editor_html import EditorHTMLConverter
from wagtail.whitelist import check_url

# Stricter than browsers and parsers are, so none of them can read a tag where this doesn't.
_TAG = re.compile(r"""</?([a-z][a-z0-9]*)((?:\s+[a-z-]+=(?:"[^"<]*"|'[^'<]*'))*)\s*/?>""")
_ATTRIBUTE = re.compile(r"""([a-z-]+)=(?:"([^"]*)"|'([^']*)')""")
_KEY = "data-block-key"  # Draftail's, on any element
# Whatever the features: what the export resolves to rows is theirs to show.
_REFERENCES = {
    ("a", "page"): {"linktype", "id"},
    ("a", "document"): {"linktype", "id"},
    ("a", "term"): {"linktype", "id"},
    ("a", "reference"): {"linktype", "id"},
    ("a", "language"): {"linktype", "id"},
    ("embed", "image"): {"embedtype", "id", "alt", "format"},
}


def check_rich_text(html: str, features: Iterable[str] | None) -> None:
    """Raise ValidationError for what an editor with these features, by default Wagtail's, could not have stored."""
    if "<" in _TAG.sub("", html):
        raise ValidationError("This is not rich text as Wagtail stores it.")
    rules = EditorHTMLConverter(features).whitelister.element_rules
    for match in _TAG.finditer(html):
        found = [(name, unescape(first or second)) for name, first, second in _ATTRIBUTE.findall(match[2])]
        attributes = {name: value for name, value in found if name != _KEY}
        if len(dict(found)) < len(found) or not _is_allowed(match[1], attributes, rules):
            raise ValidationError("No editor can write this here: %(tag)s", params={"tag": match[0]})


def check_link(address: str) -> None:
    """Raise ValidationError for an address that Wagtail allows in no link."""
    if check_url(address) is None:
        raise ValidationError("No editor can link to this: %(address)s", params={"address": address})


def _is_allowed(name: str, attributes: dict[str, str], rules: dict) -> bool:
    reference = _REFERENCES.get((name, attributes.get("linktype") or attributes.get("embedtype") or ""))
    if reference is not None:
        return set(attributes) <= reference
    if name not in rules:
        return False
    kept = Tag(name=name, attrs=dict(attributes))
    rules[name](kept)
    return dict(kept.attrs) == attributes
