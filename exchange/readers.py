"""Plain text, Markdown and Word, each read into one list of paragraphs. Nothing is opened but the bytes at hand."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import PurePath
from typing import Any
from xml.parsers import expat

import mammoth
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from exchange.imported_document import DocumentError, Paragraph, Run, Runs, strip, text_of

MAX_BYTES = 5 * 1024 * 1024
MAX_CHARACTERS = 200_000  # some 35,000 words; an article has 1,200
MAX_LINE = 20_000
# A .docx is a zip of XML. Limits that no article comes near, and that no bomb keeps.
MAX_ENTRIES = 2_000
MAX_UNPACKED = 40 * 1024 * 1024
MAX_ELEMENTS = 200_000
MAX_DEPTH = 60

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_LINES = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_BULLET = re.compile(r"^(?P<indent>\s*)(?P<mark>[•‣◦▪●·*–—-])\s+(?P<text>\S.*)$")
_NUMBER = re.compile(r"^(?P<indent>\s*)\d{1,2}[.)]\s+(?P<text>\S.*)$")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SAFE_LINK = re.compile(r"^(https?://|mailto:|tel:)[^\s<>\"]+$", re.IGNORECASE)
_DOCX_PART = re.compile(r"^(\[Content_Types\]\.xml|_rels/\.rels|word/(_rels/)?[\w-]+\.xml(\.rels)?)$")
_WORD_STYLES = """
p[style-name='Title'] => p.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Definition Term'] => dt:fresh
p[style-name='Definition'] => dd:fresh
"""


def read_document(name: str, data: bytes) -> tuple[list[Paragraph], list[str]]:
    """The paragraphs of a file, and what was odd about it. Raises DocumentError."""
    readers: dict[str, Callable[[bytes, list[str]], list[Paragraph]]] = {
        ".txt": _read_text,
        ".text": _read_text,
        ".md": _read_markdown,
        ".markdown": _read_markdown,
        ".docx": _read_docx,
    }
    reader = readers.get(PurePath(name).suffix.lower())
    if not reader:
        raise DocumentError(_("Only plain text (.txt), Markdown (.md) and Word documents (.docx) can be imported."))
    if len(data) > MAX_BYTES:
        raise DocumentError(_("The file is larger than 5 MB."))
    if not data.strip():
        raise DocumentError(_("The file is empty."))
    notes: list[str] = []
    paragraphs = [paragraph for paragraph in reader(data, notes) if paragraph.text or paragraph.rows]
    if not any(character.isalnum() for paragraph in paragraphs for character in _all_text(paragraph)):
        raise DocumentError(_("There is no text in the file."))
    if sum(len(_all_text(paragraph)) for paragraph in paragraphs) > MAX_CHARACTERS:
        raise DocumentError(_("The text is far too long for one article."))
    return paragraphs, notes


def _all_text(paragraph: Paragraph) -> str:
    return text_of(paragraph.runs) + "".join(text_of(cell) for row in paragraph.rows for cell in row)


# Plain text


def _decode(data: bytes, notes: list[str]) -> str:
    if data.startswith((b"%PDF", b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or b"\0" in data:
        raise DocumentError(_("The file is not a text, whatever its name says."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Windows' own encoding, and with it Latin-1's letters; the few bytes that it lacks are no text.
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise DocumentError(_("The file is not a text, whatever its name says.")) from None
        notes.append(_("The file is not in UTF-8; it was read as Windows-1252. Look at the accents."))
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(_("The text is far too long for one article."))
    if _FORBIDDEN.search(text):
        raise DocumentError(_("The file is not a text, whatever its name says."))
    if re.match(r"\s*<(!doctype|html|\?xml)", text, re.IGNORECASE):
        raise DocumentError(_("The file is a web page, not a text. Save it as .docx or as plain text."))
    lines = _LINES.split(text)
    if any(len(line) > MAX_LINE for line in lines):
        raise DocumentError(_("The text is far too long for one article."))
    return "\n".join(lines)


def _read_text(data: bytes, notes: list[str]) -> list[Paragraph]:
    lines = _decode(data, notes).split("\n")
    # One dash signs a quotation, several make a list.
    has_dashes = sum(line.lstrip().startswith("—") for line in lines) > 1
    paragraphs: list[Paragraph] = []
    is_open = False  # the last paragraph may go on in the next line
    for line in lines:
        if not line.strip():
            is_open = False
            continue
        item = _BULLET.match(line) or _NUMBER.match(line)
        if item and item.re is _BULLET and item["mark"] == "—" and not has_dashes:
            item = None
        if is_open and not item and _goes_on(paragraphs[-1].text, line):
            last = paragraphs[-1]
            runs = (Run(f"{last.text} {line.strip()}"),)
            paragraphs[-1] = Paragraph(runs, last.kind, last.level, last.is_numbered)
            continue
        if item:
            is_numbered = item.re is _NUMBER
            paragraphs.append(Paragraph((Run(item["text"].strip()),), "item", is_numbered=is_numbered))
        else:
            paragraphs.append(Paragraph((Run(line.strip()),)))
        is_open = True
    return paragraphs


def _goes_on(text: str, line: str) -> bool:
    """Whether a line is the rest of the one above: a long line, cut in the middle of a sentence."""
    start = line.strip()[0]
    return len(text) >= 50 and text[-1] not in '.!?:;…»”"' and (start.islower() or start in '«“("')


# Markdown


def _read_markdown(data: bytes, notes: list[str]) -> list[Paragraph]:
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table"])
    return _read_html(markdown.render(_decode(data, notes)), notes)


# Word


def _read_docx(data: bytes, notes: list[str]) -> list[Paragraph]:
    parts = _checked_parts(data)
    clean = BytesIO()
    with zipfile.ZipFile(clean, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    try:
        result = mammoth.convert_to_html(
            clean,
            style_map=_WORD_STYLES,
            include_embedded_style_map=False,
            convert_image=lambda image: [mammoth.html.element("img", {"alt": image.alt_text or ""})],
        )
    # Whatever a document that breaks its format's rules makes of the library that reads it.
    except Exception as error:
        raise DocumentError(_("The Word document is damaged: it can't be read.")) from error
    return _read_html(result.value, notes)


def _checked_parts(data: bytes) -> dict[str, bytes]:
    """The XML parts of a Word document, each looked at before anything else reads it. Pictures stay packed."""
    if not data.startswith(b"PK\x03\x04"):
        raise DocumentError(_("The file is not a Word document (.docx), whatever its name says."))
    damaged = DocumentError(_("The Word document is damaged: it can't be read."))
    too_large = DocumentError(_("The Word document unpacks to far more than an article holds."))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise too_large
            names = [entry.filename for entry in entries]
            if "word/document.xml" not in names or len(set(names)) != len(names):
                raise DocumentError(_("The file is not a Word document (.docx), whatever its name says."))
            parts, left = {}, MAX_UNPACKED
            for entry in entries:
                if not _DOCX_PART.match(entry.filename):
                    continue
                with archive.open(entry) as stream:
                    # Not what the entry says of its size: what it is.
                    parts[entry.filename] = stream.read(left + 1)
                left -= len(parts[entry.filename])
                if left < 0:
                    raise too_large
    # zipfile answers damaged files with all of these.
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError, OverflowError, zlib.error) as error:
        raise damaged from error
    for content in parts.values():
        _check_xml(content)
    return parts


def _check_xml(content: bytes) -> None:
    """Raise DocumentError for XML that is malformed, too deep, too large, or that declares anything (no entities)."""
    depth = elements = 0

    def start(name: str, attributes: Any) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > MAX_DEPTH or elements > MAX_ELEMENTS:
            raise DocumentError(_("The Word document is nested or cut up far more than an article is."))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*args: Any) -> None:
        raise DocumentError(_("The Word document declares entities; that is how attacks are made, not articles."))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise DocumentError(_("The Word document is damaged: it can't be read.")) from error


# What Markdown and Word have in common: simple HTML


def _read_html(html: str, notes: list[str]) -> list[Paragraph]:
    soup = BeautifulSoup(html, "html.parser")
    if len(_SPACES.sub(" ", soup.get_text())) > MAX_CHARACTERS:
        raise DocumentError(_("The text is far too long for one article."))
    if pictures := soup("img"):
        notes.append(_("Pictures left out, to be added by hand: %(number)d.") % {"number": len(pictures)})
        notes.extend(
            _("Description of a picture that was left out: “%(text)s”") % {"text": alt}
            for picture in pictures
            if (alt := _SPACES.sub(" ", str(picture.get("alt") or "")).strip())
        )
    return list(_paragraphs(soup))


def _paragraphs(parent: Tag, kind: str = "text") -> Iterator[Paragraph]:
    loose: list[Any] = []
    for child in parent.children:
        if isinstance(child, Tag) and child.name not in _INLINE:
            yield from _loose(loose, kind)
            loose = []
            yield from _element(child, kind)
        else:
            loose.append(child)
    yield from _loose(loose, kind)


_INLINE = {"b", "strong", "i", "em", "a", "br", "code", "sub", "sup", "img", "s", "u", "span", "input"}


def _loose(nodes: list[Any], kind: str) -> Iterator[Paragraph]:
    """Text that stands in no element of its own."""
    if runs := strip(tuple(run for node in nodes for run in _runs(node))):
        yield Paragraph(runs, "quote" if kind == "quote" else "text")


def _element(element: Tag, kind: str) -> Iterator[Paragraph]:
    name = element.name
    if name in ("ul", "ol"):
        yield from _list(element, 0)
    elif name == "table":
        yield _table(element)
    elif name == "blockquote":
        yield from _paragraphs(element, "quote")
    elif name == "pre":
        for line in _LINES.split(element.get_text()):
            if line.strip():
                yield Paragraph((Run(line.strip()),))
    elif name == "dt":
        yield Paragraph(strip(_runs(element)), "term")
    elif re.fullmatch("h[1-6]", name):
        yield Paragraph(strip(_runs(element)), "heading", level=int(name[1]))
    elif name == "p":
        is_title = "title" in (element.get("class") or [])
        runs = strip(_runs(element))
        if kind == "quote":
            yield Paragraph(runs, "quote")
        else:
            yield Paragraph(runs, "title" if is_title else "text")
    else:
        yield from _paragraphs(element, kind)


def _list(element: Tag, level: int) -> Iterator[Paragraph]:
    """Its items, those of lists within it after the item they stand in."""
    for item in element.find_all("li", recursive=False):
        inner = [child for child in item.children if isinstance(child, Tag) and child.name in ("ul", "ol", "table")]
        runs: list[Run] = []
        for child in item.children:
            if child in inner:
                continue
            if runs and isinstance(child, Tag) and child.name not in _INLINE:
                runs.append(Run(" "))
            runs.extend(_runs(child))
        yield Paragraph(strip(tuple(runs)), "item", level=level, is_numbered=element.name == "ol")
        for child in inner:
            if child.name == "table":
                yield _table(child)
            else:
                yield from _list(child, level + 1)


def _table(element: Tag) -> Paragraph:
    # A table within a cell is text of that cell.
    own = [row for row in element("tr") if row.find_parent("table") is element]
    rows = [tuple(strip(_runs(cell)) for cell in row.find_all(["td", "th"], recursive=False)) for row in own]
    return Paragraph((), "table", rows=tuple(row for row in rows if row), has_header=bool(element("th")))


def _runs(node: Any, bold: bool = False, italic: bool = False, href: str = "") -> Runs:
    """The text in an element, with what of its looks an article keeps."""
    if isinstance(node, NavigableString):
        # A line that a Markdown author broke is kept until it is known whether it means something.
        text = re.sub(" ?\n ?", "\n", re.sub(r"[ \t\r\f\v]+", " ", str(node)))
        return (Run(text, bold, italic, href),) if text else ()
    if node.name == "img":
        return ()
    if node.name == "br":
        return (Run("\n", bold, italic, href),)
    bold = bold or node.name in ("b", "strong")
    italic = italic or node.name in ("i", "em")
    if node.name == "a" and _SAFE_LINK.match(str(node.get("href") or "")):
        href = str(node["href"])
    gap = (Run(" "),) if node.name in ("p", "li", "tr", "div") else ()
    return tuple(run for child in node.children for run in _runs(child, bold, italic, href)) + gap
