"""What only this portal's rich text has: links to a source and to a word of the glossary, phrases in another language.

A source is named by the id of its block, so the list may be put in another order; a word by its primary key, so it may
be renamed; a language by its code. All are stored as `<a linktype id>`, the one element whose attributes
wagtail-localize keeps for the translation. `articles.annotations` makes of the links what readers get.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.urls import reverse_lazy
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from articles.html_tokens import Kind, Token, tokens
from vocabulary.models import INLINE_FEATURES, Term

TEXT_FEATURES = [*INLINE_FEATURES, "term", "reference", "language"]
# Those that a medical text quotes, each read aloud by a voice of its own.
PHRASE_LANGUAGES = {
    "en": _("English"),
    "fr": _("French"),
    "la": _("Latin"),
    "de": _("German"),
    "es": _("Spanish"),
    "it": _("Italian"),
    "pt": _("Portuguese"),
}
# What stands in the text for a number that depends on the order of the sources.
MARK = "*"

_SCRIPTS = ["wagtailadmin/js/chooser-modal.js", "js/rich_text.js"]


class ReferenceLinkHandler(LinkHandler):
    """A source of the page."""

    identifier = "reference"

    @staticmethod
    def expand_db_attributes(attrs: dict[str, str]) -> str:
        """The source's id: its number is known where the page is."""
        return f'<a data-reference="{escape(attrs.get("id", ""))}">'


class TermLinkHandler(LinkHandler):
    """A word of the glossary."""

    identifier = "term"

    @staticmethod
    def get_model() -> type[Term]:
        return Term

    @staticmethod
    def expand_db_attributes(attrs: dict[str, str]) -> str:
        """The word's key: its address depends on the language of the page."""
        return f'<a data-term="{escape(attrs.get("id", ""))}">'

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[type[Model], str, str, str]]:
        """The glossary shows where a word is used."""
        yield Term, attrs["id"], "", ""


class LanguageHandler(LinkHandler):
    """A phrase in another language. It leads nowhere: an `<a>` without an address is a plain part of the text."""

    identifier = "language"

    @staticmethod
    def expand_db_attributes(attrs: dict[str, str]) -> str:
        """The language, where it is one of ours."""
        language = attrs.get("id", "")
        return f'<a lang="{language}">' if language in PHRASE_LANGUAGES else "<a>"


class ReferenceElementHandler(LinkElementHandler):
    """A source, from the database to the editor: one mark, not to be typed into."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        """The id of its block."""
        return {"id": attrs.get("id", ""), "missing": gettext("This source is no longer in the list.")}


class TermElementHandler(LinkElementHandler):
    """A word, from the database to the editor: what is written may be another form of it."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        """The key, and the name to show."""
        key = attrs.get("id", "")
        term = Term.objects.filter(pk=key).first() if key.isdecimal() else None
        return {"id": key, "name": str(term or gettext("This word is no longer in the glossary."))}


class LanguageElementHandler(LinkElementHandler):
    """A phrase in another language, from the database to the editor."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        """The code, and the name to show."""
        language = attrs.get("id", "")
        return {"id": language, "name": str(PHRASE_LANGUAGES.get(language, language))}


def _element(linktype: str) -> Any:
    return lambda props: DOM.create_element("a", {"linktype": linktype, "id": props.get("id")}, props["children"])


def register_features(features: FeatureRegistry) -> None:
    """Teach Wagtail all three, under the names “reference”, “term” and “language”."""
    reference = {
        "type": "REFERENCE",
        "icon": "openquote",
        "description": _("Source of this statement"),
        "attributes": ["id", "missing"],
        "mark": MARK,
        "texts": {
            "title": _("Which source says so?"),
            "none": _("This page has no source yet. Add it to the list of sources first, then cite it here."),
            "missing": _("This source is no longer in the list."),
            "untitled": _("Source without a title"),
            "close": _("Cancel"),
        },
    }
    term = {
        "type": "TERM",
        "icon": "help",
        "description": _("Word of the glossary"),
        "attributes": ["id", "name"],
        "chooserUrls": {"term": reverse_lazy("wagtailsnippetchoosers_vocabulary_term:choose")},
    }
    language = {
        "type": "LANGUAGE",
        "icon": "globe",
        "description": _("Phrase in another language"),
        "attributes": ["id", "name"],
        "languages": PHRASE_LANGUAGES,
        "texts": {
            "title": _("Which language is it?"),
            "none": _("Select the words in another language first, then say which one it is."),
            "close": _("Cancel"),
        },
    }
    for name, data, handler, converter in (
        ("reference", reference, ReferenceLinkHandler, ReferenceElementHandler),
        ("term", term, TermLinkHandler, TermElementHandler),
        ("language", language, LanguageHandler, LanguageElementHandler),
    ):
        features.register_link_type(handler)
        features.register_editor_plugin("draftail", name, EntityFeature(data, js=_SCRIPTS))
        features.register_converter_rule(
            "contentstate",
            name,
            {
                "from_database_format": {f'a[linktype="{name}"]': converter(data["type"])},
                "to_database_format": {"entity_decorators": {data["type"]: _element(name)}},
            },
        )


def without_marks(html: str) -> str:
    """Rich text without its marks of sources, for whoever gets it without the list of sources."""
    kept: list[str] = []
    within = False
    for token in tokens(html):
        if _is_mark(token):
            within = True
        elif not within:
            kept.append(token.written)
        elif token.kind is Kind.CLOSES and token.name == "a":
            within = False
    return "".join(kept)


def passages_without_source(html: str, sources: set[str]) -> list[str]:
    """The passages of rich text that cite a source which is not among `sources`, each by its last words."""
    passages = []
    said = ""
    for token in tokens(html):
        if token.kind is Kind.TEXT:
            said += token.written
        elif token.kind is Kind.CLOSES and token.name in ("p", "li"):
            said += " "
        elif _is_mark(token) and token.attributes["id"] not in sources:
            passages.append(Truncator(" ".join(said.split()[-8:])).chars(80))
    return passages


def _is_mark(token: Token) -> bool:
    """Whether the mark of a source begins here."""
    if token.kind is not Kind.OPENS or token.name != "a":
        return False
    attributes = token.attributes
    return attributes.get("linktype") == "reference" and "id" in attributes
