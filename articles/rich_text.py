"""What only this portal's rich text has: links to a source and to a word of the glossary, phrases in another language.

A source is named by the id of its block, so the list may be put in another order. A word is named by its primary key,
so it may be renamed, and a language by its code. All are stored as `<a linktype id>`, the one element whose attributes
wagtail-localize keeps for the translation. `articles.annotations` makes of the links what readers get, and
`articles.rich_text_editor` what editors see.
"""

from collections.abc import Iterator

from django.db.models import Model
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import LinkHandler

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
