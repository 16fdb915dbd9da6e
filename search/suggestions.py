"""What a reader may mean, while typing: titles of pages and words of the glossary."""

from dataclasses import dataclass

from django.db import connection
from wagtail.models import Page

from home.models import GlossaryPage, only_page
from search.languages import EXACT, separate
from search.lexemes import quoted, tokens_of
from search.models import Entry
from search.query_parser import nearest
from vocabulary.models import Term, fold

MOST = 8
SHORTEST = 2
EACH = 5  # of a kind, where there is more than one
SUGGEST = """
    SELECT id, kind, title, page_id, term_id
    FROM (
        SELECT *, row_number() OVER (PARTITION BY kind ORDER BY begins DESC, named DESC, length(titles), id) AS place
        FROM (
            SELECT entry.*, unaccent(lower(entry.title)) LIKE %(beginning)s AS begins,
                to_tsvector(%(configuration)s::regconfig, entry.title) @@ %(query)s::tsquery AS named
            FROM (
                SELECT * FROM search_entry WHERE language = %(language)s AND titles @@ %(query)s::tsquery LIMIT 200
            ) AS entry
            LEFT JOIN wagtailcore_page AS page ON page.id = entry.page_id
            WHERE page.live OR entry.term_id IS NOT NULL
        ) AS judged
    ) AS placed
    -- Those of a kind beyond a few come after all others.
    ORDER BY place > %(each)s, begins DESC, named DESC, length(titles), id LIMIT %(most)s
"""


@dataclass(frozen=True)
class Suggestion:
    """A title, where it leads, and what it is."""

    text: str
    url: str
    kind: str


def suggest(typed: str, language: str) -> list[Suggestion]:
    """At most eight; the last word may be unfinished. A slip in it is looked over where nothing begins so."""
    tokens = tokens_of(typed, [language])
    if not tokens or len(typed) < SHORTEST:
        return []
    *others, last = tokens
    whole = [
        f"({quoted(token.word)} | {quoted(token.stems[language])})"
        for token in others
        if token.says_something(language)
    ]
    rows = _rows(" & ".join([*whole, f"{quoted(last.word)}:*"]), fold(separate(typed)), language)
    if not rows and (near := nearest(last.word, last.stems.get(language, last.word), language)):
        rows = _rows(" & ".join([*whole, "(" + " | ".join(quoted(each[0]) for each in near) + ")"]), "", language)
    return _suggestions(rows, language)


def _rows(query: str, beginning: str, language: str) -> list[tuple[int, str, str, int | None, int | None]]:
    with connection.cursor() as cursor:
        cursor.execute(
            SUGGEST,
            {
                "language": language,
                "configuration": EXACT,
                "query": query,
                "beginning": f"{beginning}%",
                "each": EACH,
                "most": MOST,
            },
        )
        return cursor.fetchall()


def _suggestions(rows: list[tuple[int, str, str, int | None, int | None]], language: str) -> list[Suggestion]:
    pages = Page.objects.live().select_related("locale").in_bulk([page for *_rest, page, _term in rows if page])
    terms = Term.objects.in_bulk([term for *_rest, term in rows if term])
    glossary = only_page(GlossaryPage, language) if terms else None
    labels = dict(Entry.Kind.choices)
    found = []
    for _entry, kind, title, page_id, term_id in rows:
        page, term = pages.get(page_id or 0), terms.get(term_id or 0)
        url = page.url if page else glossary.label_url(term) if glossary and term else ""
        if url:
            found.append(Suggestion(title, url, str(labels[kind])))
    return found
