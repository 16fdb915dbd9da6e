"""HTML in, PDF out: run as a program, so that a document that is too much for it takes nothing else with it.

Reads one JSON object (`html`, `css`, `base_url`) from standard input, writes the PDF to standard output. It fetches
nothing but the pictures within the document and the house's fonts. Knows no Django: it begins at once.
"""

import json
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pydyf
from weasyprint import CSS, HTML
from weasyprint.pdf import tags
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

FONTS = Path(__file__).parent / "fonts"
MEMORY = 2 * 1024**3  # bytes of address space: six times what the longest article takes
SECONDS = 60  # of processor time
PRINTED = 4  # the flag of an annotation that is there on paper too


class OwnFetcher(URLFetcher):
    """Opens `data:` addresses and the fonts beside this file; refuses any other, so nothing leaves the machine."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """The resource, or ValueError: the document is made without it."""
        if not url.startswith("data:") and url not in {font.as_uri() for font in FONTS.glob("*.ttf")}:
            raise ValueError("Not part of the document")
        return super().fetch(url, headers)


@dataclass(frozen=True)
class Mark:
    """Words or a picture on a page, as a tag holds them."""

    page: bytes
    number: int


@dataclass
class Link:
    """A place on a page that can be followed."""

    reference: bytes
    annotation: pydyf.Dictionary


@dataclass(eq=False)
class Tag:
    """A tag of the PDF, with the element of HTML that it was made from."""

    data: pydyf.Dictionary
    element: Any = None
    name: str = ""  # of the element, with “::before” and the like
    kids: list["Tag | Mark | Link"] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The PDF’s name of the tag: P, LI, TH and so on."""
        return str(self.data["S"])[1:]

    @kind.setter
    def kind(self, kind: str) -> None:
        self.data["S"] = f"/{kind}"

    def is_fragment_of(self, other: "Tag | Mark | Link") -> bool:
        """Whether both were one element, before a line or a page came to its end."""
        return (
            isinstance(other, Tag)
            and self.element is not None
            and (self.element, self.name, self.kind) == (other.element, other.name, other.kind)
        )


class Tree:
    """The tags of a PDF as WeasyPrint leaves them, put right for whoever has them read aloud.

    It has a tag for each fragment of a page, and knows no language but the document's. Definitions are in no list that
    PDF/UA knows, each part of a link is a link, and page numbers stand among the words.
    """

    def __init__(self, pdf: pydyf.PDF, boxes: dict[int, Any]) -> None:
        self.pdf, self.boxes = pdf, boxes
        self.root = self._at(pdf.catalog["StructTreeRoot"])
        self.pages = [self._at(reference) for reference in pdf.page_references]

    def mend(self) -> None:
        """Put all of it right."""
        document = self._read(self.root["K"][0])
        self._tidy(document)
        self._write(document)

    def _at(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def _read(self, reference: bytes) -> Tag:
        data = self._at(reference)
        box = self.boxes.get(data.number)
        tag = Tag(data) if box is None else Tag(data, box.element, box.element_tag)
        for kid in data["K"]:
            if isinstance(kid, int):
                tag.kids.append(Mark(data["Pg"], kid))
            elif "Obj" in (found := self._at(kid)):
                tag.kids.append(Link(kid, self._at(found["Obj"])))
            else:
                tag.kids.append(self._read(kid))
        return tag

    def _tidy(self, tag: Tag, link: Tag | None = None) -> None:
        if tag.kind == "Link" and link is None:
            link = tag
        for kid in list(tag.kids):
            if isinstance(kid, Link) and link is not None and link is not tag:
                tag.kids.remove(kid)
                self._forget(kid)
            elif isinstance(kid, Tag):
                self._tidy(kid, link)
        together: list[Tag | Mark | Link] = []
        for kid in tag.kids:
            if isinstance(kid, Tag):
                _join(together, kid)
            else:
                together.append(kid)
        tag.kids = [kid for kid in together if not _says_nothing(kid)]
        if tag.kind == "L":
            for kid in tag.kids:
                self._make_item(kid)
        if tag.kind == "Link" and not any(isinstance(kid, Link) for kid in tag.kids):
            tag.kind = "Span"  # what it leads to is on no paper, or it is within a link
        _describe(tag)

    def _forget(self, link: Link) -> None:
        for page in self.pages:
            if link.annotation.reference in page.get("Annots", ()):
                page["Annots"].remove(link.annotation.reference)

    def _make_item(self, tag: Tag | Mark | Link) -> None:
        """Let a list have items only, each with what it is about in `Lbl` and what it says in `LBody`."""
        if not isinstance(tag, Tag) or tag.kind in ("L", "Caption"):
            return
        if tag.kind == "Div":  # a term and its definitions
            tag.kind = "LI"
            tag.kids = [body for item in tag.kids for body in (item.kids if isinstance(item, Tag) else [item])]
        parts, tag.kids = tag.kids, []
        body = None
        for part in parts:
            if isinstance(part, Tag) and part.kind in ("Lbl", "LBody"):
                part.kind = "Lbl" if part.name == "dt" else part.kind
                tag.kids.append(part)
                body = None
                continue
            if body is None:
                data = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody"})
                self.pdf.add_object(data)
                body = Tag(data)
                tag.kids.append(body)
            body.kids.append(part)

    def _write(self, document: Tag) -> None:
        """Store the tags, and anew which words of which page and which links are theirs; the rest is decoration."""
        holders: dict[Mark, bytes] = {}
        links: list[bytes] = []
        for tag in _all(document):
            page = next((mark.page for mark in _marks(tag)), self.pdf.page_references[0])
            tag.data["Pg"], tag.data["K"] = page, pydyf.Array()
            for kid in tag.kids:
                if isinstance(kid, Tag):
                    kid.data["P"] = tag.data.reference
                    tag.data["K"].append(kid.data.reference)
                elif isinstance(kid, Link):
                    kid.annotation["StructParent"] = len(self.pages) + len(links)
                    links.append(tag.data.reference)
                    tag.data["K"].append(kid.reference)
                else:
                    holders[kid] = tag.data.reference
                    elsewhere = pydyf.Dictionary({"Type": "/MCR", "Pg": kid.page, "MCID": kid.number})
                    tag.data["K"].append(kid.number if kid.page == page else elsewhere)
        numbers = self._at(self.root["ParentTree"])["Nums"] = pydyf.Array()
        for number, (reference, page) in enumerate(zip(self.pdf.page_references, self.pages, strict=True)):
            count = self._decorate(
                self._at(page["Contents"]), {mark.number for mark in holders if mark.page == reference}
            )
            numbers.extend((number, pydyf.Array(holders.get(Mark(reference, each), "null") for each in range(count))))
        for number, holder in enumerate(links, start=len(self.pages)):
            numbers.extend((number, holder))

    @staticmethod
    def _decorate(stream: pydyf.Stream, kept: set[int]) -> int:
        """Mark what no tag holds as decoration; the count of what was marked."""
        count = 0
        for place, item in enumerate(stream.stream):
            if isinstance(item, pydyf.Dictionary) and "MCID" in item:
                count = max(count, item["MCID"] + 1)
                if item["MCID"] not in kept:
                    kind = "/Layout" if stream.stream[place - 1] == "/Figure" else "/Pagination"
                    stream.stream[place - 1 : place + 1] = "/Artifact", pydyf.Dictionary({"Type": kind})
        return count


def _all(tag: Tag) -> Iterator[Tag]:
    yield tag
    for kid in tag.kids:
        if isinstance(kid, Tag):
            yield from _all(kid)


def _marks(tag: Tag) -> Iterator[Mark]:
    for each in _all(tag):
        yield from (kid for kid in each.kids if isinstance(kid, Mark))


def _says_nothing(kid: Tag | Mark | Link) -> bool:
    """Whether it is a tag without words, or of a picture that is there to be pretty."""
    if not isinstance(kid, Tag) or kid.kind in ("TH", "TD"):
        return False
    return "Alt" not in kid.data and (not kid.kids or kid.kind == "Figure")


def _join(together: list[Tag | Mark | Link], tag: Tag) -> None:
    """Add a tag to those before it: to the one that it continues, if there is one."""
    candidates = together if tag.kind in ("THead", "TH", "TD") else together[-1:]
    whole = next((each for each in candidates if tag.is_fragment_of(each)), None)
    if not isinstance(whole, Tag):
        together.append(tag)
    elif tag.kind != "THead":  # a table's head is repeated on each page, and said once
        for kid in tag.kids:
            if isinstance(kid, Tag):
                _join(whole.kids, kid)
            else:
                whole.kids.append(kid)


def _describe(tag: Tag) -> None:
    """Add what the HTML says of the element: its language, what it is the head of, the words of a link."""
    if tag.element is None:
        return
    said = tag.element.attrib
    if "lang" in said and tag.element.tag != "html":
        tag.data["Lang"] = pydyf.String(said["lang"])
    if tag.kind in ("TH", "TD"):
        tag.data.pop("ID", None)
        tag.data["A"].pop("Headers", None)
    if tag.kind == "TH":
        tag.data["A"]["Scope"] = "/Row" if said.get("scope") == "row" else "/Column"
    for kid in tag.kids:
        if isinstance(kid, Link):
            kid.annotation["F"] = PRINTED
            words = " ".join("".join(tag.element.itertext()).split())
            if words:
                kid.annotation["Contents"] = pydyf.String(words)


def typeset(html: str, css: list[str], base_url: str) -> bytes:
    """A tagged PDF (PDF/UA-1), with bookmarks from the headings and the languages of the document."""
    fetcher, fonts = OwnFetcher(), FontConfiguration()
    document = HTML(string=html, base_url=base_url, media_type="print", url_fetcher=fetcher)
    sheets = [
        CSS(string=text, base_url=FONTS.as_uri() + "/", media_type="print", url_fetcher=fetcher, font_config=fonts)
        for text in css
    ]
    boxes: dict[int, Any] = {}
    # The one place that knows which tag is made from which element. This process makes one document, and ends.
    build = tags._build_box_tree  # noqa: SLF001 -- WeasyPrint has no hook there, and a tag alone knows no language

    def build_and_remember(box: Any, *rest: Any) -> Iterator[pydyf.Dictionary]:
        for made in build(box, *rest):
            boxes.setdefault(made.number, getattr(box, "_box", box))
            yield made

    tags._build_box_tree = build_and_remember  # noqa: SLF001 -- as above
    pdf: bytes = document.write_pdf(
        stylesheets=sheets,
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        finisher=lambda _document, pdf: Tree(pdf, boxes).mend(),
    )
    return pdf


def main() -> None:
    """Typeset what stands in standard input, within the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.buffer.write(typeset(**json.load(sys.stdin)))


if __name__ == "__main__":
    main()
