"""The translation memory as TMX 1.4b, the format that translators' programs exchange.

A segment is HTML here, and text with codes there: `<b>` is a `bpt`/`ept` pair whose content is the tag. Read back, a
code that the portal doesn't know is left out and its text stays.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import XMLGenerator

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import String
from wagtail_localize.strings import StringValue

from articles.html_tokens import Kind
from translations.models import Remembered
from translations.segments.inline_html import FORBIDDEN, is_known, pieces
from translations.segments.translation_memory import pairs_of

BATCH = 1000
LONGEST = 20_000

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE = "%Y%m%dT%H%M%SZ"


class TmxError(Exception):
    """A file that can't be imported: one line that says why. Nothing was changed."""


def write_tmx(file: IO[bytes], entries: Iterable[Remembered]) -> int:
    """Write the entries, one `tu` each; their number."""
    xml: Any = XMLGenerator(file, encoding="utf-8", short_empty_elements=True)  # its stubs know no plain dict
    xml.startDocument()
    xml.startElement("tmx", {"version": "1.4"})
    xml.startElement(
        "header",
        {
            "creationtool": "patient-portal",
            "creationtoolversion": "1",
            "segtype": "sentence",
            "o-tmf": "patient-portal",
            "adminlang": "en",
            "srclang": "*all*",
            "datatype": "html",
        },
    )
    xml.endElement("header")
    xml.startElement("body", {})
    number = 0
    for entry in entries:
        number += 1
        dates = {
            "creationdate": entry.made_at.astimezone(UTC).strftime(_DATE),
            "changedate": entry.used_at.astimezone(UTC).strftime(_DATE),
        }
        xml.startElement("tu", {"srclang": entry.source_language, **dates})
        for language, text in ((entry.source_language, entry.source), (entry.target_language, entry.target)):
            xml.startElement("tuv", {"xml:lang": language})
            xml.startElement("seg", {})
            _write_segment(xml, FORBIDDEN.sub("", text))
            xml.endElement("seg")
            xml.endElement("tuv")
        xml.endElement("tu")
        xml.characters("\n")
    xml.endElement("body")
    xml.endElement("tmx")
    xml.endDocument()
    return number


@transaction.atomic
def read_tmx(file: IO[bytes]) -> int:
    """Add what the memory doesn't know yet and say how much. TmxError for a bad file: nothing is added then."""
    known: set[tuple[str, str, uuid.UUID, str]] = set()
    for row in Remembered.objects.values_list("source_language", "target_language", "source_digest", "target"):
        known.add(row)
    fresh: list[Remembered] = []
    number = 0
    for entry in _entries(file):
        key = (entry.source_language, entry.target_language, entry.source_digest, entry.target)
        if key in known:
            continue
        known.add(key)
        fresh.append(entry)
        number += 1
        if len(fresh) == BATCH:
            Remembered.objects.bulk_create(fresh)
            fresh = []
    Remembered.objects.bulk_create(fresh)
    return number


def _entries(file: IO[bytes]) -> Iterator[Remembered]:
    root, default, unit = None, "", 0
    try:
        for event, element in iterparse(file, events=("start", "end")):
            if root is None:
                root = element
                if element.tag != "tmx":
                    raise TmxError(_("This is not a TMX file. Nothing was imported."))
            if event == "start":
                continue
            if element.tag == "header":
                default = element.get("srclang", "")
            elif element.tag == "tu":
                unit += 1
                yield from _translations(element, default, unit)
                element.clear()
    except DefusedXmlException as error:
        raise TmxError(_("This file declares entities, which no TMX file needs. Nothing was imported.")) from error
    except (ParseError, UnicodeDecodeError, ValueError, LookupError) as error:
        raise TmxError(
            _("This file is not well-formed XML (%(reason)s). Nothing was imported.") % {"reason": error}
        ) from error


def _translations(unit: Element, default: str, number: int) -> Iterator[Remembered]:
    """The pairs of one unit: from its source language into each other one of the portal's."""
    texts: dict[str, str] = {}
    for variant in unit.iterfind("tuv"):
        language = _language(variant.get(_LANGUAGE) or variant.get("lang") or "")
        segment = variant.find("seg")
        if language and segment is not None and (text := _read_segment(segment).strip()):
            if len(text) > LONGEST:
                raise TmxError(
                    _("Entry %(number)s is longer than %(limit)s characters. Nothing was imported.")
                    % {"number": number, "limit": LONGEST}
                )
            texts[language] = text
    source = _language(unit.get("srclang") or default)
    pairs = [(source, target) for target in texts if target != source] if source in texts else []
    if not source:  # “*all*”: any of them may be the source
        pairs = [(first, second) for first in texts for second in texts if first != second]
    made, used = _date(unit.get("creationdate")), _date(unit.get("changedate") or unit.get("creationdate"))
    for first, second in pairs:
        yield Remembered(
            source_language=first,
            target_language=second,
            source=texts[first],
            target=texts[second],
            source_digest=String._get_data_hash(texts[first]),  # noqa: SLF001 -- as translations.segments.translation_memory
            pairs=pairs_of(texts[first]),
            made_at=made,
            used_at=used,
        )


def _language(code: str) -> str:
    """A language of the portal ("fr-FR" is "fr"); empty for any other."""
    return next((known for known, _name in settings.LANGUAGES if known == code.lower().split("-")[0]), "")


def _date(written: str | None) -> datetime:
    try:
        return datetime.strptime(written or "", _DATE).replace(tzinfo=UTC)
    except ValueError:
        return timezone.now()


def _write_segment(xml: Any, html: str) -> None:
    """Text, with each tag as a code; pairs share a number."""
    opened: list[str] = []
    number = 0
    for kind, piece in pieces(html):
        if kind is Kind.TEXT:
            xml.characters(piece)
            continue
        if kind is Kind.CLOSES and opened:
            code, attributes = "ept", {"i": opened.pop()}
        elif kind is Kind.OPENS:
            number += 1
            opened.append(str(number))
            code, attributes = "bpt", {"i": str(number)}
        else:
            code, attributes = "ph", {}
        xml.startElement(code, attributes)
        xml.characters(piece)
        xml.endElement(code)


def _read_segment(segment: Element) -> str:
    """HTML as the portal stores it; without its codes if they don't close each other."""
    html, plain = [escape(segment.text or "", quote=False)], [escape(segment.text or "", quote=False)]
    for code in segment:
        content = "".join(code.itertext())
        if code.tag in ("hi", "sub", "ut"):
            html.append(escape(content, quote=False))
            plain.append(escape(content, quote=False))
        elif is_known(content):
            html.append(content)
        after = escape(code.tail or "", quote=False)
        html.append(after)
        plain.append(after)
    try:
        return str(StringValue.from_translated_html("".join(html)).data)
    except ValueError:
        return "".join(plain)
