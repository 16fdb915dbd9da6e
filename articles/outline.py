"""The sections of a text: its headings of level 2, each with an anchor of its own."""

from wagtail import blocks

from articles.blocks import HeadingValue
from vocabulary.models import slug_of

# The ids of what stands around a text, in templates/.
TAKEN = (
    "main",
    "menu",
    "contents",
    "key-points",
    "questions",
    "words",
    "sources",
    "articles",
    "series",
    "not-translated",
)


def outline(stream: blocks.StreamValue) -> list[HeadingValue]:
    """Give every heading of `stream` an anchor that is unique in it; return the sections, for a list of contents."""
    seen = dict.fromkeys(TAKEN, 1)
    sections = []
    for block in stream:
        if block.block_type != "heading":
            continue
        heading = block.value
        anchor = slug_of(heading["text"]) or "section"
        seen[anchor] = seen.get(anchor, 0) + 1
        heading.anchor = anchor if seen[anchor] == 1 else f"{anchor}-{seen[anchor]}"
        if heading["level"] == "2":
            sections.append(heading)
    return sections
