"""What is found, in the reader's language or as a last resort through another one, made ready to be read."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import connection
from django.utils.html import escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from wagtail.models import Page

from articles.models import Review
from home.models import GlossaryPage, only_page
from search.languages import configuration, separate
from search.models import Entry, Promotion
from search.query_parser import Understanding, nearest, understand
from search.ranking import Hit, any_of, find
from vocabulary.models import LANGUAGES, Category, Term, fold

QUERY_LENGTH = 150
# Control characters, which no query and no text here holds: what is between them is marked, once all is escaped.
START, STOP = "\x02", "\x03"
HIDDEN = {"\x04": "<", "\x05": "&"}  # or PostgreSQL would take them for tags and entities, and leave them out
HEADLINE = """
    SELECT entry.id,
        ts_headline(%(configuration)s::regconfig, translate(entry.title, '<&', %(hidden)s),
            %(query)s::tsquery, %(all)s),
        ts_headline(%(configuration)s::regconfig, translate(left(entry.body, 40000), '<&', %(hidden)s),
            %(query)s::tsquery, %(part)s),
        left(entry.body, 20)
    FROM search_entry AS entry WHERE entry.id = ANY(%(entries)s)
"""
MARKS = f'StartSel="{START}", StopSel="{STOP}"'


@dataclass
class Result:
    """One result, ready to be shown."""

    kind: str
    title: SafeString | str
    url: str
    snippet: SafeString | str
    categories: list[str] = field(default_factory=list)
    reviewed_on: date | None = None
    is_overdue: bool = False
    term: Term | None = None
    via: str = ""


@dataclass
class Answers:
    """All that was found for a query, and what was made of its words."""

    asked: Understanding
    hits: list[Hit]
    via: str = ""  # the language it was found in, where it isn't the reader's

    @property
    def corrections(self) -> dict[str, str]:
        """The words that were taken for others; none where another language had them."""
        return {} if self.via else self.asked.corrections

    @property
    def corrected(self) -> str:
        """The query with its words as they are known; empty where nothing was taken for something else."""
        if not self.corrections:
            return ""
        words = separate(self.asked.text).lower().split()
        return " ".join(self.corrections.get(fold(word), word) for word in words)


def clean(typed: str) -> str:
    """What was typed, cut to a length before anything else is done with it, without what isn't text."""
    text = "".join(letter if letter.isprintable() else " " for letter in typed[:QUERY_LENGTH])
    return " ".join(text.split())


def answer(text: str, language: str) -> Answers:
    """What is found for `text`; through another language where this one has words missing or no whole answer."""
    asked = understand(text, language)
    hits = _readable(find(asked), language)
    if asked.groups and (asked.unknown or not any(hit.is_whole for hit in hits)):
        for other in LANGUAGES:
            if other != language and (through := _through(text, other, language)):
                found = {(hit.page, hit.term) for hit in through}
                return Answers(asked, through + [hit for hit in hits if (hit.page, hit.term) not in found], via=other)
    return Answers(asked, hits)


def _through(text: str, other: str, language: str) -> list[Hit]:
    """The entries of `language` whose counterparts in `other` have every word of the query exactly."""
    asked = understand(text, other, guesses=0)
    if asked.unknown or asked.foreign:
        return []
    whole = [hit for hit in find(asked) if hit.is_whole]
    keys = dict(Page.objects.filter(pk__in=[hit.page for hit in whole]).values_list("pk", "translation_key"))
    pages = Page.objects.live().filter(translation_key__in=keys.values(), locale__language_code=language)
    by_key = dict(pages.values_list("translation_key", "pk"))
    entries = {
        (entry.page_id, entry.term_id): entry
        for entry in Entry.objects.filter(language=language, page__in=by_key.values()).defer("body")
    } | {
        (None, entry.term_id): entry
        for entry in Entry.objects.filter(language=language, term__in=[hit.term for hit in whole if hit.term])
    }
    found = []
    for hit in whole:
        page = by_key.get(keys.get(hit.page)) if hit.page else None
        if entry := entries.get((page, hit.term)):
            found.append(replace(hit, entry=entry.pk, page=page, via=other))
    return _readable(found, language)


def _readable(hits: list[Hit], language: str) -> list[Hit]:
    """A term is read in the glossary: without one, it is no result."""
    if (
        any(hit.term for hit in hits)
        and not GlossaryPage.objects.live().filter(locale__language_code=language).exists()
    ):
        return [hit for hit in hits if not hit.term]
    return hits


def show(answers: Answers, hits: list[Hit]) -> list[Result]:
    """Some of the hits, with their words marked. Six queries for any number."""
    language = answers.asked.language
    words = _marked(answers.asked, [hit.entry for hit in hits])
    pages = Page.objects.live().select_related("locale").in_bulk([hit.page for hit in hits if hit.page])
    reviews = Review.objects.in_bulk([hit.page for hit in hits if hit.page], field_name="page_id")
    terms = Term.objects.in_bulk([hit.term for hit in hits if hit.term])
    glossary = only_page(GlossaryPage, language)
    names = dict(Category.objects.values_list("pk", f"name_{language}"))
    results = []
    for hit in hits:
        page, term = pages.get(hit.page or 0), terms.get(hit.term or 0)
        review = reviews.get(hit.page)
        url = page.url if page else glossary.label_url(term) if glossary and term else ""
        if not url or hit.entry not in words:
            continue  # it went away a moment ago
        title, snippet = words[hit.entry]
        results.append(
            Result(
                hit.kind,
                title,
                url,
                snippet,
                [name for category in hit.categories if (name := names.get(category))],
                review.reviewed_on if review else None,
                bool(review and review.is_overdue),
                term,
                hit.via,
            )
        )
    return results


def _marked(asked: Understanding, entries: list[int]) -> dict[int, tuple[SafeString, SafeString]]:
    if not entries:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            HEADLINE,
            {
                "configuration": configuration(asked.language),
                "query": any_of(asked) or "''",
                "entries": entries,
                "hidden": "".join(HIDDEN),
                "all": f"{MARKS}, HighlightAll=true",
                "part": f"{MARKS}, MaxWords=32, MinWords=20, ShortWord=2, MaxFragments=1",
            },
        )
        return {row[0]: (mark(row[1]), _snippet(row[2], row[3])) for row in cursor.fetchall()}


def _snippet(part: str, beginning: str) -> SafeString:
    """A part of a text, with an ellipsis where it was cut off."""
    snippet = mark(part)
    is_beginning = strip_tags(snippet).startswith(escape(beginning))
    is_end = part.endswith((".", "!", "?", "…"))
    return format_html("{}{}{}", "" if is_beginning else "… ", snippet, "" if is_end else " …")


def mark(headline: str) -> SafeString:
    """A headline of PostgreSQL's, escaped, with its words marked."""
    parts: list[tuple[SafeString, str, SafeString]] = []
    for hidden, sign in HIDDEN.items():
        headline = headline.replace(hidden, sign)
    for number, part in enumerate(headline.split(START)):
        marked, _, rest = part.partition(STOP) if number else ("", "", part)
        if marked:
            parts.append((SafeString("<mark>"), marked, SafeString("</mark>")))
        parts.append((SafeString(), rest, SafeString()))
    return format_html_join("", "{}{}{}", parts)


@dataclass
class Facet:
    """A way to narrow the results, with how many it leaves."""

    label: str
    value: str
    count: int
    is_chosen: bool
    key: int | str  # as a hit has it


def categories(hits: list[Hit], language: str, chosen: str) -> list[Facet]:
    """The categories of the results, with their counts."""
    counts = Counter(category for hit in hits for category in hit.categories)
    rows = (
        Category.objects.filter(pk__in=counts)
        .exclude(**{f"slug_{language}": None})
        .order_by("position", f"name_{language}")
    )
    return [
        Facet(
            getattr(row, f"name_{language}"),
            slug := getattr(row, f"slug_{language}"),
            counts[row.pk],
            slug == chosen,
            row.pk,
        )
        for row in rows
    ]


def kinds(hits: list[Hit], chosen: str) -> list[Facet]:
    """The kinds of the results, with their counts."""
    counts = Counter(hit.kind for hit in hits)
    return [
        Facet(str(label), value, counts[value], value == chosen, value)
        for value, label in Entry.Kind.choices
        if counts[value]
    ]


def promoted(text: str, language: str) -> list[Promotion]:
    """What editors show first for this query. One query."""
    asked = fold(separate(text))
    rows = Promotion.objects.filter(locale__language_code=language, page__live=True).select_related("page__locale")
    return [row for row in rows if any(fold(separate(each)) == asked for each in row.searches)]


def spellings(asked: Understanding) -> list[str]:
    """The known words that are nearest to those of a query without a result."""
    found = [each[2] for word in asked.words for each in nearest(word, word, asked.language)]
    return list(dict.fromkeys(found))[:5]
