"""What changed in a text, as HTML: what was taken away and what was put in, in the text's own form."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from articles.content.diff_lines import Break, Word
from articles.content.diff_version import Version

_SAFE = ("http://", "https://", "mailto:", "tel:")


class Part(StrEnum):
    """What became of a piece of the old text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


Token = Word | Break


Run = tuple[Part, Sequence[Token]]


def show_runs(runs: Iterable[Run], old: Version, new: Version) -> SafeString:
    """The runs as paragraphs, each under its label."""
    lines: list[SafeString] = []
    line: list[tuple[Part, Word]] = []
    label = None
    for part, token in ((part, token) for part, tokens in runs for token in tokens):
        if isinstance(token, Word):
            line.append((part, token))
            continue
        is_whole = all(own is part for own, _word in line)
        if part is not Part.SAME and not is_whole:
            line.append((part, Word("¶", is_apart=True)))
            if part is Part.REMOVED:  # the line goes on
                continue
        if line:
            named = token.label if token.label != label or part is not Part.SAME else ""
            lines.append(_line(line, token.tag, named, old, new))
            label = token.label
        line = []
    if line:
        lines.append(_line(line, "p", "", old, new))
    return mark_safe("".join(lines))  # noqa: S308 -- each was made by format_html


def _line(line: list[tuple[Part, Word]], tag: str, label: str, old: Version, new: Version) -> SafeString:
    shown = []
    for part, group in groupby(line, key=lambda pair: pair[0]):
        words = [word for _part, word in group]
        shown.append(
            format_html(
                "{}{}",
                " " if words[0].is_apart else "",
                wrapped(part, _text(words, old if part is Part.REMOVED else new, part)),
            )
        )
    return format_html(
        "<p{}>{}{}</p>",
        mark_safe(' class="difference__item"') if tag == "li" else "",
        format_html('<span class="difference__label">{}</span> ', label) if label else "",
        mark_safe("".join(shown)),  # noqa: S308 -- as above
    )


def wrapped(part: Part, html: SafeString | str, *, block: bool = False) -> SafeString:
    """With words for who can't see what is struck out and what is underlined."""
    if part is Part.SAME:
        return format_html("{}", html)
    tag, said = (
        ("ins", pgettext("piece of a text", "added:"))
        if part is Part.ADDED
        else ("del", pgettext("piece of a text", "removed:"))
    )
    return format_html(
        '<{}{}><span class="difference__word" lang="{}">[{} </span>{}<span class="difference__word">]</span></{}>',
        tag,
        mark_safe(' class="difference__block"') if block else "",
        get_language(),
        said,
        html,
        tag,
    )


def _text(words: Sequence[Word], version: Version, part: Part) -> SafeString:
    """Words with their marks; runs of one link are one link."""
    shown: list[SafeString] = []
    for marks, group in groupby(words, key=lambda word: word.marks):
        run = list(group)
        space = " " if run[0].is_apart and shown else ""
        names = dict(marks)
        if "picture" in names:
            html = format_html_join(" ", "{}", ((_thumbnail(word.image),) for word in run))
        elif "reference" in names:
            number = version.sources.get(names["reference"])
            html = format_html_join("", "<sup>{}</sup>", ((number or "?",) for _word in run))
        else:
            first, *rest = run
            text = first.text + "".join(f" {word.text}" if word.is_apart else word.text for word in rest)
            html = _marked_up(text, names, part)
        shown.append(format_html("{}{}", space, html))
    return mark_safe("".join(shown))  # noqa: S308 -- as above


def _marked_up(text: str, marks: Mapping[str, str], part: Part) -> SafeString:
    html = format_html("{}", text)
    for tag in ("i", "b"):
        if tag in marks:
            html = format_html("<{}>{}</{}>", tag, html, tag)
    if "lang" in marks:
        html = format_html('<span lang="{}">{}</span>', marks["lang"], html)
    if "term" in marks:
        html = format_html('<span class="difference__term">{}</span>', html)
    if address := marks.get("link"):
        told = format_html(' <span class="difference__address">({})</span>', _destination(address))
        if address.startswith(_SAFE):
            html = format_html('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>', address, html)
        html = format_html("{}{}", html, told if part is not Part.SAME or not address.startswith(_SAFE) else "")
    return html


def _destination(address: str) -> str:
    kind, _, target = address.partition(":")
    if kind == "page" and target.isdecimal():
        title = Page.objects.filter(pk=target).values_list("title", flat=True).first()
        return gettext("page “%(title)s”") % {"title": title} if title else gettext("a page that is gone")
    return address


def _thumbnail(image: AbstractImage | None) -> SafeString | str:
    if image is None:
        return ""
    picture = image if image.is_svg() else image.get_rendition("max-400x300")
    name = gettext("picture “%(title)s”") % {"title": image.title}
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        picture.file.url if image.is_svg() else picture.url,
        picture.width,
        picture.height,
        name,
    )
