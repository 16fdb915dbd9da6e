"""A parcel as XLIFF 2.1 (OASIS, core alone), the format of agencies' programs.

A tag of the text is an inline code here, with the tag itself as original data: `<b>…</b>` is a `pc`, `<br/>` a `ph`.
Read back, a code counts as what the source has under its number, whatever the file says of it.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import XMLGenerator

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.html_tokens import Kind
from translations.interchange.exchange_units import FileError, Parcel, Returned, ReturnedUnit, Unit
from translations.segments.inline_html import DEEPEST, FORBIDDEN, is_known, name_of, pieces

NAME = "XLIFF"
_NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"  # 2.1's core is 2.0's
_SUBTYPES = {"b": "xlf:b", "strong": "xlf:b", "i": "xlf:i", "em": "xlf:i", "br": "xlf:lb"}
_AS_CODE = re.compile(f"\r|{FORBIDDEN.pattern}")
_PAGE, _MADE, _PLACE = "page", "made", "place"


def write_xliff(parcel: Parcel) -> bytes:
    """The parcel as a file."""
    buffer = BytesIO()
    xml: Any = XMLGenerator(buffer, encoding="utf-8", short_empty_elements=True)  # its stubs know no plain dict
    xml.startDocument()
    xml.startElement(
        "xliff",
        {
            "xmlns": _NAMESPACE,
            "version": "2.1",
            "srcLang": parcel.source_language,
            "trgLang": parcel.target_language,
            "xml:space": "preserve",
        },
    )
    xml.startElement("file", {"id": parcel.translation})
    _write_notes(xml, {_PAGE: parcel.title, _MADE: parcel.made_at.isoformat()})
    for unit in parcel.units:
        _write_unit(xml, unit)
    xml.endElement("file")
    xml.endElement("xliff")
    xml.endDocument()
    return buffer.getvalue()


def read_xliff(content: bytes, file: str) -> list[Returned]:
    """What each `file` of the document brings. FileError for anything but well-formed XLIFF 2 without a DTD."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FileError(_("it declares a document type or entities, which no XLIFF file needs.")) from error
    except (ParseError, UnicodeDecodeError, ValueError, LookupError) as error:
        raise FileError(_("it is not well-formed XML (%(reason)s).") % {"reason": error}) from error
    if root.tag != _tag("xliff"):
        if root.tag.rpartition("}")[2] == "xliff":
            version = str(root.get("version"))[:10]
            raise FileError(
                _("it is XLIFF %(version)s. The portal reads XLIFF 2.0 and 2.1: save it as one of them.")
                % {"version": version}
            )
        raise FileError(_("it is not an XLIFF file."))
    return [
        Returned(
            file=file,
            format=NAME,
            translation=part.get("id", ""),
            source_language=root.get("srcLang", ""),
            target_language=root.get("trgLang", ""),
            units=[_read_unit(unit, number) for number, unit in enumerate(part.iter(_tag("unit")), start=1)],
            made_at=_made_at(part),
        )
        for part in root.iterfind(_tag("file"))
    ]


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _write_notes(xml: Any, notes: dict[str, str]) -> None:
    xml.startElement("notes", {})
    for category, text in notes.items():
        xml.startElement("note", {"category": category})
        xml.characters(FORBIDDEN.sub("", text))
        xml.endElement("note")
    xml.endElement("notes")


def _write_unit(xml: Any, unit: Unit) -> None:
    codes = _codes(unit.source)
    xml.startElement("unit", {"id": unit.id, "name": unit.path})
    if unit.place:
        _write_notes(xml, {_PLACE: unit.place})
    data = {tag: f"d{number}" for number, tag in enumerate(_tags(unit), start=1)}
    if data:
        xml.startElement("originalData", {})
        for tag, key in data.items():
            xml.startElement("data", {"id": key})
            xml.characters(tag)
            xml.endElement("data")
        xml.endElement("originalData")
    xml.startElement("segment", {"state": "translated" if unit.target else "initial"})
    _write_text(xml, "source", unit.source, codes, data)
    if unit.target:
        _write_text(xml, "target", unit.target, codes, data)
    xml.endElement("segment")
    xml.endElement("unit")


def _codes(source: str) -> list[tuple[str, str]]:
    """The number of each code of a source, from 1, and its tag."""
    tags = (tag for kind, tag in pieces(source) if kind in (Kind.OPENS, Kind.EMPTY))
    return [(str(number), tag) for number, tag in enumerate(tags, start=1)]


def _tags(unit: Unit) -> list[str]:
    both = (tag for html in (unit.source, unit.target) for kind, tag in pieces(html) if kind is not Kind.TEXT)
    return list(dict.fromkeys(both))


def _write_text(xml: Any, element: str, html: str, codes: list[tuple[str, str]], data: dict[str, str]) -> None:
    """The text with its codes: each has the number of the source's code that it is, or one of its own."""
    left, fresh = list(codes), len(codes)
    opened: list[str] = []
    xml.startElement(element, {})
    for kind, piece in pieces(html):
        if kind is Kind.TEXT:
            _write_characters(xml, piece)
            continue
        if kind is Kind.CLOSES:
            if opened:
                xml.endElement("pc")
                opened.pop()
            continue
        mine = next((code for code in left if code[1] == piece), None)
        if mine:
            left.remove(mine)
        else:
            fresh += 1
        name = name_of(piece)
        attributes = {"id": mine[0] if mine else str(fresh)}
        attributes |= {"type": "link"} if name == "a" else {"type": "fmt"}
        if subtype := _SUBTYPES.get(name):
            attributes["subType"] = subtype
        if name == "a":
            attributes |= {"canCopy": "no", "canDelete": "no"}
        if kind is Kind.EMPTY:
            xml.startElement("ph", attributes | {"dataRef": data[piece]})
            xml.endElement("ph")
        else:
            opened.append(piece)
            closing = f"</{name}>"
            ends = {"dataRefEnd": data[closing]} if closing in data else {}
            xml.startElement("pc", attributes | {"dataRefStart": data[piece]} | ends)
    for _unclosed in opened:
        xml.endElement("pc")
    xml.endElement(element)


def _write_characters(xml: Any, text: str) -> None:
    """What XML can't hold, or would read as a line feed, is a `cp`."""
    position = 0
    for special in _AS_CODE.finditer(text):
        xml.characters(text[position : special.start()])
        xml.startElement("cp", {"hex": f"{ord(special.group()):04X}"})
        xml.endElement("cp")
        position = special.end()
    xml.characters(text[position:])


def _made_at(part: Element) -> datetime | None:
    for note in part.iterfind(f"{_tag('notes')}/{_tag('note')}"):
        if note.get("category") == _MADE:
            try:
                made = parse_datetime((note.text or "").strip())
            except ValueError:
                return None
            return made if made and made.tzinfo else None
    return None


def _read_unit(unit: Element, number: int) -> ReturnedUnit:
    data = {
        each.get("id", ""): "".join(each.itertext()) for each in unit.iterfind(f"{_tag('originalData')}/{_tag('data')}")
    }
    parts = [part for part in unit if part.tag in (_tag("segment"), _tag("ignorable"))]
    codes: dict[str, str] = {}
    sources = [_read_text(part.find(_tag("source")), data, codes, number) for part in parts]
    found = [part.find(_tag("target")) for part in parts]
    targets = [_read_text(target, data, dict(codes), number) for target in found]
    target = ""
    if any(text.strip() for text in targets):
        if any(source.strip() and not text.strip() for source, text in zip(sources, targets, strict=True)):
            raise FileError(_("unit %(number)s is translated in part. Finish it, or empty it.") % {"number": number})
        places = [_order(place, element) for place, element in enumerate(found, start=1)]
        # A space between two sentences has a target of its own only where it differs.
        whole = [
            text if element is not None else source
            for text, element, source in zip(targets, found, sources, strict=True)
        ]
        target = "".join(text for _place, text in sorted(zip(places, whole, strict=True), key=lambda each: each[0]))
    source = "".join(sources)
    return ReturnedUnit(number, unit.get("name", ""), source, target, unit.get("id", ""))


def _order(place: int, target: Element | None) -> int:
    written = target.get("order", "") if target is not None else ""
    return int(written) if written.isdecimal() and len(written) < 6 else place


def _read_text(element: Element | None, data: dict[str, str], codes: dict[str, str], number: int) -> str:
    """HTML; fills `codes` with the tag of each code that it meets first."""
    return "" if element is None else "".join(_read(element, data, codes, number, 0))


def _read(element: Element, data: dict[str, str], codes: dict[str, str], number: int, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        raise FileError(_("unit %(number)s has codes within codes within codes.") % {"number": number})
    yield escape(element.text or "", quote=False)
    for code in element:
        name = code.tag.removeprefix(f"{{{_NAMESPACE}}}")
        if name == "pc":
            tag = _resolve(code, "dataRefStart", data, codes, number)
            yield tag
            yield from _read(code, data, codes, number, depth + 1)
            yield f"</{name_of(tag)}>"
        elif name == "ph" or name == "sc":
            yield _resolve(code, "dataRef", data, codes, number)
        elif name == "ec":
            start = codes.get(code.get("startRef", ""), "") or _resolve(code, "dataRef", data, codes, number)
            yield f"</{name_of(start)}>"
        elif name == "cp":
            yield _character(code.get("hex", ""), number)
        elif name == "mrk":  # somebody's remark: its text is the translation's
            yield from _read(code, data, codes, number, depth + 1)
        elif name not in ("sm", "em"):
            raise FileError(_("unit %(number)s has a code that XLIFF doesn't know.") % {"number": number})
        yield escape(code.tail or "", quote=False)


def _resolve(code: Element, reference: str, data: dict[str, str], codes: dict[str, str], number: int) -> str:
    """The tag that a code stands for: the source's of the same number, or what the file keeps of it."""
    tag = codes.get(code.get("id", "")) or codes.get(code.get("copyOf", "")) or data.get(code.get(reference, ""), "")
    if not is_known(tag):
        raise FileError(
            _("unit %(number)s has a code “%(code)s” that its source doesn't have.")
            % {"number": number, "code": code.get("id", "")[:20]}
        )
    codes.setdefault(code.get("id", ""), tag)
    return tag


def _character(written: str, number: int) -> str:
    try:
        return escape(chr(int(written, 16)), quote=False)
    except (ValueError, OverflowError) as error:
        raise FileError(_("unit %(number)s has a code that XLIFF doesn't know.") % {"number": number}) from error
