"""How the editor shows the links that only this portal's rich text has, and what it stores of them.

Imported when the apps are ready, by `articles.wagtail_hooks`: Wagtail's editor asks for its models. The blocks, which
are made before that, know `articles.rich_text` alone.
"""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from articles.rich_text import (
    MARK,
    PHRASE_LANGUAGES,
    LanguageHandler,
    ReferenceLinkHandler,
    TermLinkHandler,
)
from vocabulary.models import Term

_SCRIPTS = ["wagtailadmin/js/chooser-modal.js", "js/rich_text.js"]


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
