"""Finding and ranking entries, in bounded work: at most `CAP` candidates a way in."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.models import ArticleCategory, Review
from search.query_parser import Understanding

CAP = 150  # candidates by each way in: ranking reads each one's words
ENOUGH = 8  # entries with every word: then those with some of them are not asked for
WEIGHTS = "{0.01, 0.12, 0.45, 1.0}"  # D, C text, B key points and headings, A title

FIND = """
    WITH titled AS (
        SELECT id FROM search_entry WHERE language = %(language)s AND titles @@ %(all)s::tsquery LIMIT %(cap)s
    ), whole AS (
        SELECT id FROM titled
        UNION (SELECT id FROM search_entry WHERE language = %(language)s AND vector @@ %(all)s::tsquery LIMIT %(cap)s)
    ), found AS MATERIALIZED (
        SELECT id FROM whole
        UNION (SELECT id FROM search_entry WHERE language = %(language)s AND titles @@ %(any)s::tsquery
               AND (SELECT count(*) FROM whole) < %(enough)s LIMIT %(cap)s)
        UNION (SELECT id FROM search_entry WHERE language = %(language)s AND vector @@ %(any)s::tsquery
               AND (SELECT count(*) FROM whole) < %(enough)s LIMIT %(cap)s)
    )
    SELECT entry.id, entry.kind, entry.page_id, entry.term_id, length(titles),
        ARRAY(SELECT category_id FROM {categories} WHERE page_id = entry.page_id ORDER BY sort_order),
        review.next_review_on, review.reviewed_on, {ranks}
    FROM (
        -- Each vector is unpacked once, whatever is asked of it.
        SELECT search_entry.*, vector || ''::tsvector AS stemmed, exact || ''::tsvector AS typed
        FROM found JOIN search_entry USING (id) OFFSET 0
    ) AS entry
    LEFT JOIN wagtailcore_page AS page ON page.id = entry.page_id
    LEFT JOIN {review} AS review ON review.page_id = entry.page_id
    WHERE page.live OR entry.term_id IS NOT NULL
"""


@dataclass
class Hit:
    """An entry that answers, and how well."""

    entry: int
    kind: str
    page: int | None
    term: int | None
    categories: list[int]
    score: float
    is_whole: bool  # it has every word
    reviewed_on: Any = None
    via: str = ""  # the language its words were found in, where it isn't the reader's


def find(asked: Understanding) -> list[Hit]:
    """The entries that answer, the best first."""
    if not asked.groups:
        return []
    hits = [_hit(row, asked) for row in _rows(asked)]
    best = min(max((hit.score for hit in hits), default=0), 1)
    hits = [hit for hit in hits if hit.is_whole or hit.score > 0.2 * best]
    return sorted(hits, key=lambda hit: (-hit.score, hit.entry))


def any_of(asked: Understanding) -> str:
    """A tsquery for every word of every alternative."""
    return " | ".join(f"({each.query})" for group in asked.groups for each in group.alternatives)


def _rows(asked: Understanding) -> list[Any]:
    every = " & ".join(
        "(" + " | ".join(f"({each.query})" for each in group.alternatives) + ")" for group in asked.groups
    )
    parameters: dict[str, Any] = {
        "language": asked.language,
        "all": every,
        "any": any_of(asked),
        "cap": CAP,
        "enough": ENOUGH,
        "weights": WEIGHTS,
    }
    ranks = []
    for number, group in enumerate(asked.groups):
        each = []
        for place, alternative in enumerate(group.alternatives):
            name = f"q{number}_{place}"
            parameters[name], parameters[f"{name}_worth"] = alternative.query, alternative.worth
            vector = "typed" if alternative.is_exact else "stemmed"
            each.append(f"%({name}_worth)s * ts_rank(%(weights)s::real[], {vector}, %({name})s::tsquery)")
        ranks.append(f"greatest({', '.join(each)})")
    statement = FIND.format(
        ranks=", ".join(ranks), review=Review._meta.db_table, categories=ArticleCategory._meta.db_table
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def _hit(row: Any, asked: Understanding) -> Hit:
    groups = asked.groups
    entry, kind, page, term, title_size, categories, next_review_on, reviewed_on, *ranks = row
    total = sum(group.weight for group in groups)
    met = sum(group.weight for group, rank in zip(groups, ranks, strict=True) if rank > 0) / total
    score = sum(group.weight * rank for group, rank in zip(groups, ranks, strict=True)) / total
    score *= met
    score *= 1 + 0.3 / (1 + title_size)
    if kind == "article" and (next_review_on is None or next_review_on < timezone.localdate()):
        score *= 0.9
    if kind == "term":
        # Its definition is shown on top; a term that is only like the query comes after the articles.
        score = score + 1 if term in asked.terms else score * 0.75
    return Hit(entry, kind, page, term, categories, float(score), all(rank > 0 for rank in ranks), reviewed_on)
