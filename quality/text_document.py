"""A text or Markdown file as a document: headings, paragraphs, lists and quotations, without author and sources."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

from quality.document import Block, Document, Mark, Passage, Picture
from quality.text import tidy

_KINDS = {"paragraph_open": "paragraph", "heading_open": "heading", "th_open": "cell", "td_open": "cell"}


def read(text: str, language: str) -> Document:
    """What `text` says, read as Markdown; plain text is Markdown too. Its first heading of level 1 is its title."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text.replace("\x00", ""))
    title, kind, level = "", "paragraph", 0
    blocks: list[Block] = []
    around: list[str] = []
    for token in tokens:
        if token.type in ("blockquote_open", "list_item_open"):
            around.append("quote" if token.type == "blockquote_open" else "item")
        elif token.type in ("blockquote_close", "list_item_close"):
            around.pop()
        elif token.type in _KINDS:
            kind = _KINDS[token.type]
            level = int(token.tag[1:]) if kind == "heading" else 0
        elif token.type == "inline":
            passage = _passage(token, around[-1] if around and kind == "paragraph" else kind)
            if level == 1 and not title:
                title = passage.text
                continue
            name = "item_list" if passage.kind == "item" else passage.kind
            blocks += _pictures(token, len(blocks))
            if passage.text or kind == "heading":
                blocks.append(Block("body", name, place=len(blocks) + 1, passages=(passage,), level=level))
    return Document(language=language, title=title, blocks=tuple(blocks), is_governed=False)


def _passage(token: Token, kind: str) -> Passage:
    words: list[str] = []
    marks: list[Mark] = []
    opened: list[tuple[str, str, int]] = []
    for child in token.children or []:
        if child.type in ("link_open", "em_open"):
            name = "link" if child.type == "link_open" else "emphasis"
            opened.append((name, str(child.attrGet("href") or ""), len(words)))
        elif child.type in ("link_close", "em_close") and opened:
            name, target, start = opened.pop()
            marks.append(Mark(name, tidy("".join(words[start:])), target))
        elif child.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif child.type in ("text", "code_inline"):
            words.append(child.content)
    return Passage(tidy("".join(words)), kind, tuple(marks))


def _pictures(token: Token, before: int) -> list[Block]:
    images = [child for child in token.children or [] if child.type == "image"]
    return [
        Block("body", "figure", place=before + number, picture=Picture(image.content))
        for number, image in enumerate(images, start=1)
    ]
