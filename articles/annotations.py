"""What readers get in a text: the number of a source at the claim, the explanation of a word at its first use.

Works on rendered HTML, tag by tag, and changes no word of it. What it takes for a tag is what a template or Wagtail
writes as one: attribute values are quoted and escaped there.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape, unescape
from string import ascii_lowercase

from django.utils.translation import gettext

from articles.html_tokens import Kind, tokens
from vocabulary.inflections import matcher, pattern_of
from vocabulary.models import Term

_LINK = re.compile(r'<a data-(reference|term)="([^"]*)">')
# No explanation within these: links, headings, what is clicked, who is quoted, drawings.
_CLOSED = frozenset(
    {"a", "button", "caption", "cite", "code", "dt", "figcaption", "h1", "h2", "h3", "label", "summary", "svg", "th"}
)
_CLOSED_CLASS = re.compile(r'\bclass="(?:block-title|notice)\b|\slang="')


class RunningText:
    """A text on its way to the reader. It remembers what was cited and explained, so blocks pass in reading order."""

    def __init__(
        self,
        language: str,
        sources: Sequence[str] = (),
        terms: Iterable[Term] = (),
        address: Callable[[Term], str] = lambda term: "",
        prefix: str = "",
    ) -> None:
        self.sources = {source: number for number, source in enumerate(sources, start=1)}
        self.uses: dict[int, list[str]] = {}
        self.terms = [term for term in terms if pattern_of(term, language)]
        self.explained: set[int] = set()
        self._by_key: Mapping[str, Term] = {str(term.pk): term for term in self.terms}
        self._address = address
        self._prefix = prefix  # of its anchors, where another text is on the page
        self._matcher = matcher(pattern_of(term, language) for term in self.terms) if self.terms else None

    def annotate(self, html: str) -> str:
        """The same text with its numbers and explanations."""
        out: list[str] = []
        open_tags: list[tuple[str, bool]] = []
        closed = 0
        skip = False  # within the mark of a source
        link = ""  # what closes the link to a word, instead of its own end tag
        for token in tokens(html):
            if token.kind is Kind.TEXT:
                if not skip:
                    out.append(token.written if closed or token.written.isspace() else self._explain(token.written))
                continue
            if token.kind is Kind.CLOSES:
                if any(opened == token.name for opened, _was_closed in open_tags):
                    while open_tags:
                        opened, was_closed = open_tags.pop()
                        closed -= was_closed
                        if opened == token.name:
                            break
                if token.name == "a" and skip:
                    skip = False
                elif token.name == "a" and link:
                    out.append(link if link != "-" else "")
                    link = ""
                else:
                    out.append(token.written)
                continue
            if token.kind is Kind.OPENS:
                is_closed = token.name in _CLOSED or bool(_CLOSED_CLASS.search(token.written))
                open_tags.append((token.name, is_closed))
                closed += is_closed
            if not (ours := _LINK.fullmatch(token.written)):
                out.append(token.written)
            elif ours[1] == "reference":
                skip = True
                out.append(self._cite(unescape(ours[2]), follows=bool(out) and out[-1].endswith("</sup>")))
            else:
                term = self._by_key.get(ours[2])
                start = self._link(term) if term else ""
                out.append(start)
                link = "</a>" if start else "-"
        return "".join(out)

    def letters(self, number: int) -> list[tuple[str, str]]:
        """The places that cite the source with this number: (letter, anchor)."""
        return [(_letter(place), anchor) for place, anchor in enumerate(self.uses.get(number, []))]

    def _cite(self, source: str, *, follows: bool) -> str:
        # A source that is no longer in the list: the editor was told, the reader isn't bothered.
        if not (number := self.sources.get(source)):
            return ""
        anchors = self.uses.setdefault(number, [])
        anchors.append(f"{self._prefix}cite-{number}{_letter(len(anchors))}")
        label = escape(gettext("Source %(number)s") % {"number": number})
        return (
            f'{"<sup>,</sup>" if follows else ""}<sup><a class="ref" id="{anchors[-1]}" '
            f'href="#{self._prefix}source-{number}" role="doc-noteref" aria-label="{label}">{number}</a></sup>'
        )

    def _explain(self, text: str) -> str:
        if not self._matcher or len(self.explained) == len(self.terms):
            return text

        def explain(found: re.Match[str]) -> str:
            term = self.terms[(found.lastindex or 1) - 1]
            if term.pk in self.explained:
                return found[0]
            return f"{start}{found[0]}</a>" if (start := self._link(term)) else found[0]

        return self._matcher.sub(explain, text)

    def _link(self, term: Term) -> str:
        self.explained.add(term.pk)
        address = self._address(term)
        return f'<a class="term" href="{escape(address)}" data-term="{term.pk}">' if address else ""


def _letter(place: int) -> str:
    """From a to z, then aa, ab."""
    first, last = divmod(place, 26)
    return (ascii_lowercase[first - 1] if first else "") + ascii_lowercase[last]
