"""What PDF/UA-1 asks of a document, as far as a program can see it: Matterhorn's checkpoints for what a leaflet has.

No validator can be a dependency here: veraPDF is no Python package, `outloud` needs PyMuPDF (AGPL), and `pdfua` decides
16 of the 106 rules. `outloud` 0.2.1 was run by hand on 2026-11-26; what it found is held below.
"""

from itertools import pairwise

from pypdf.generic import ContentStream

KINDS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "P", "Span", "Link", "Figure", "NonStruct"}
KINDS |= {"H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody"}
KINDS |= {"Table", "THead", "TBody", "TFoot", "TR", "TH", "TD"}
WITHIN = {
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
}
HOLDS = {
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}
SHOWS = {b"Tj", b"TJ", b"'", b'"', b"Do"}


def kind(tag):
    return tag["/S"][1:]


def kids(tag):
    """What a tag holds: tags, links (with an `/Obj`), and marks as (page, number)."""
    held = tag.get("/K", [])
    for kid in held if isinstance(held, list) else [held]:
        found = kid.get_object()
        if not isinstance(found, dict):
            yield tag.raw_get("/Pg").idnum, int(found)
        elif found.get("/Type") == "/MCR":
            yield found.raw_get("/Pg").idnum, int(found["/MCID"])
        else:
            yield found


def children(tag):
    return [kid for kid in kids(tag) if isinstance(kid, dict) and "/S" in kid]


def tags(tag):
    """A tag and all below it, in reading order."""
    yield tag
    for kid in children(tag):
        yield from tags(kid)


def document(pdf):
    (found,) = pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]
    return found.get_object()


def faults(pdf):
    """All that is wrong, a line each."""
    return [*_of_the_file(pdf), *_of_the_tags(pdf), *_of_the_links(pdf), *_of_the_pages(pdf)]


def _of_the_file(pdf):
    root = pdf.trailer["/Root"]
    if not root.get("/Lang"):
        yield "no language"
    if not root["/MarkInfo"]["/Marked"]:
        yield "not marked as tagged"
    if not root["/ViewerPreferences"]["/DisplayDocTitle"] or not pdf.metadata.title:
        yield "no title, or not shown"
    if b"pdfuaid:part" not in root["/Metadata"].get_data():
        yield "doesn’t say that it is PDF/UA"
    if not pdf.outline:
        yield "no bookmarks"


def _of_the_tags(pdf):
    everything = list(tags(document(pdf)))
    for tag in everything:
        name = kind(tag)
        if name not in KINDS:
            yield f"{name} is no tag of PDF 1.7"
        if not list(kids(tag)) and name not in ("TH", "TD"):
            yield f"an empty {name}"
        if name == "Figure" and not tag.get("/Alt", "").strip():
            yield "a picture without words"
        if name == "TH" and tag["/A"].get("/Scope") not in ("/Column", "/Row"):
            yield "a head of nothing"
        for kid in children(tag):
            if kid["/P"] != tag:
                yield f"{kind(kid)} doesn’t know that it is in {name}"
            if name not in WITHIN.get(kind(kid), {name}) or kind(kid) not in HOLDS.get(name, {kind(kid)}):
                yield f"{kind(kid)} in {name}"
        if name == "Table":
            rows = [each for each in tags(tag) if kind(each) == "TR"]
            widths = {sum(cell.get("/A", {}).get("/ColSpan", 1) for cell in children(row)) for row in rows}
            if len(widths) != 1 or sum(kind(each) == "THead" for each in children(tag)) > 1:
                yield f"a table with rows of {widths} cells, or several heads"
    levels = [int(kind(tag)[1]) for tag in everything if kind(tag)[0] == "H" and kind(tag)[1:].isdigit()]
    if levels[:1] != [1] or levels.count(1) != 1 or any(after - before > 1 for before, after in pairwise(levels)):
        yield f"headings of the levels {levels}"


def _of_the_links(pdf):
    held = _parents(pdf)
    within = {}
    for tag in tags(document(pdf)):
        places = [kid for kid in kids(tag) if isinstance(kid, dict) and "/Obj" in kid]
        if bool(places) != (kind(tag) == "Link") or (places and len(places) == len(list(kids(tag)))):
            yield f"a {kind(tag)} with {len(places)} places to follow"
        within |= {place.raw_get("/Obj").idnum: tag for place in places}
    for page in pdf.pages:
        for reference in page.get("/Annots", []):
            link = reference.get_object()
            if within.pop(reference.idnum, None) is not held.get(link["/StructParent"], link):
                yield f"a link that isn’t in its tag: {link['/Contents']}"
            if not link["/Contents"].strip() or not link["/F"] & 4:
                yield f"a link without words, or not on paper: {link}"
    if within:
        yield "tags with links that are on no page"


def _of_the_pages(pdf):
    held = _parents(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        if page.get("/Tabs") != "/S":
            yield f"page {number}: the Tab key follows no order"
        claimed = {}
        for tag in tags(document(pdf)):
            for kid in kids(tag):
                if isinstance(kid, tuple) and kid[0] == page.indirect_reference.idnum:
                    if kid[1] in claimed:
                        yield f"page {number}: words that are in two tags"
                    claimed[kid[1]] = tag
        around, seen = [], set()
        for operands, operator in ContentStream(page.get_contents(), pdf).operations:
            if operator in (b"BDC", b"BMC"):
                properties = operands[1] if operator == b"BDC" else {}
                around.append("Artifact" if operands[0] == "/Artifact" else properties["/MCID"])
                if around[-1] != "Artifact":
                    seen.add(around[-1])
            elif operator == b"EMC":
                around.pop()
            elif operator in SHOWS and not around:
                yield f"page {number}: content that is neither tagged nor decoration"
        if seen != set(claimed):
            yield f"page {number}: tags and words don’t meet: {seen ^ set(claimed)}"
        parents = held[page["/StructParents"]]
        if any(parents[mark].get_object() != tag for mark, tag in claimed.items()):
            yield f"page {number}: words that don’t know their tag"
        for font in page["/Resources"]["/Font"].values():
            if "/ToUnicode" not in font.get_object():
                yield f"page {number}: a font whose signs nobody can read"


def _parents(pdf):
    """What stands for each number of a page or of a link: its tags, its tag."""
    numbers = pdf.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    return {numbers[at]: numbers[at + 1].get_object() for at in range(0, len(numbers), 2)}
