"""Keeping the index: one entry per live page and per named term and language, with its words counted.

A page's address is not part of it, nor its categories: a move, a new address, a renamed category change nothing.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from wagtail.models import Page

from search.index_text import KINDS, Text, text_of_page, text_of_term
from search.languages import EXACT, configuration, separate
from search.lexemes import content, quoted, tokens_of
from search.models import Entry, Phrase, Word
from vocabulary.models import LANGUAGES, Term, fold

BATCH = 100
LONGEST = 200_000  # characters of one text: PostgreSQL's vectors hold a megabyte
ENDS = (".", "!", "?", "…", ":", "»", "”")
LOCK = 7_302_001  # one writer at a time: two would count the same words in different orders
Row = TypeVar("Row", bound=Model)

INSERT = """
    INSERT INTO search_entry (language, kind, page_id, term_id, title, body, titles, vector, exact)
    SELECT %(language)s, %(kind)s, %(page)s, %(term)s, %(title)s, %(body)s,
        to_tsvector(%(exact)s::regconfig, %(names)s) || to_tsvector(%(configuration)s::regconfig, %(names)s),
        setweight(to_tsvector(%(configuration)s::regconfig, %(names)s), 'A')
            || setweight(to_tsvector(%(configuration)s::regconfig, %(highlights)s), 'B')
            || setweight(to_tsvector(%(configuration)s::regconfig, %(words)s), 'C'),
        setweight(to_tsvector(%(exact)s::regconfig, %(names)s), 'A')
            || setweight(to_tsvector(%(exact)s::regconfig, %(highlights)s), 'B')
            || setweight(to_tsvector(%(exact)s::regconfig, %(words)s), 'C')
    RETURNING id
"""
COUNT = """
    INSERT INTO search_word (language, word, stem, spelling, entries)
    SELECT %(language)s, word, stems[1], left(coalesce(%(spellings)s::jsonb ->> word, word), 80), count
    FROM (
        SELECT word, count(*) AS count FROM search_entry, unnest(tsvector_to_array(exact)) AS word
        WHERE search_entry.id = ANY(%(entries)s) AND length(word) <= 80
        GROUP BY word ORDER BY word
    ) AS counted, LATERAL tsvector_to_array(to_tsvector(%(configuration)s::regconfig, word)) AS stems
    WHERE cardinality(stems) > 0  -- a stop word has none, and nothing can be looked for by it
    ON CONFLICT (word, language) DO UPDATE SET entries = search_word.entries + excluded.entries
"""
DISCOUNT = """
    UPDATE search_word SET entries = entries - 1 FROM search_entry
    WHERE search_entry.id = %(entry)s AND search_word.language = search_entry.language
        AND search_word.word = ANY(tsvector_to_array(search_entry.exact))
"""


@transaction.atomic
def index_page(pk: int) -> None:
    """Make the entry of a page anew; none for one that isn't live, or is of no kind that is searched."""
    _lock()
    _remove(Entry.objects.filter(page=pk))
    page = Page.objects.filter(pk=pk, live=True).select_related("locale").first()
    if page and page.specific_class in KINDS:
        _add(page.locale.language_code, [(text_of_page(page.specific), page.pk, None)])


@transaction.atomic
def index_term(pk: int) -> None:
    """Make the entries and the phrases of a term anew, in each language that names it."""
    _lock()
    _remove(Entry.objects.filter(term=pk))
    Phrase.objects.filter(term=pk).delete()
    for term in Term.objects.filter(pk=pk):
        for language in LANGUAGES:
            # As in the glossary: a term has a place in a language by its address there.
            if getattr(term, f"slug_{language}"):
                text = text_of_term(term, language)
                _add(language, [(text, None, term.pk)])
                for name in (text.title, *text.names):
                    _add_phrase(term, language, name)


def discount(entry: Entry) -> None:
    """Take the words of an entry that goes away off the counts."""
    with connection.cursor() as cursor:
        cursor.execute(DISCOUNT, {"entry": entry.pk})
    Word.objects.filter(entries__lte=0).delete()


def rebuild(say: Callable[[str], None]) -> None:
    """Make the whole index anew, saying how far it is. Until it is done, readers search in the one there is."""
    with transaction.atomic():
        _lock()
        with connection.cursor() as cursor:
            for table in ("search_phrase", "search_word", "search_entry"):
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608 -- our own names
        for model in KINDS:
            pages = model.objects.live().select_related("locale").order_by("locale", "pk")
            for batch in _batches(pages, str(model._meta.verbose_name_plural), say):
                for language in {page.locale.language_code for page in batch}:
                    own = (page for page in batch if page.locale.language_code == language)
                    _add(language, [(text_of_page(page), page.pk, None) for page in own])
        for terms in _batches(Term.objects.order_by("pk"), str(Term._meta.verbose_name_plural), say):
            for term in terms:
                index_term(term.pk)
        # A page that was deleted meanwhile has no entry that could have gone with it.
        _remove(Entry.objects.filter(page__isnull=False).exclude(page__in=Page.objects.values("pk")))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_entry, search_word, search_phrase")


def _batches(rows: "QuerySet[Row]", label: str, say: Callable[[str], None]) -> Iterator[list[Row]]:
    total, done, each = rows.count(), 0, rows.iterator(chunk_size=BATCH)
    while batch := list(islice(each, BATCH)):
        yield batch
        done += len(batch)
        say(f"{label}: {done} / {total}")


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _remove(entries: "QuerySet[Entry]") -> None:
    """One by one: `discount` hears of each."""
    for entry in entries:
        entry.delete()


def _add(language: str, texts: Iterable[tuple[Text, int | None, int | None]]) -> None:
    """The entries of some pages or terms of one language, and the count of their words."""
    entries, spellings = [], Counter[tuple[str, str]]()
    with connection.cursor() as cursor:
        for text, page, term in texts:
            names, highlights = ". ".join([text.title, *text.names]), " . ".join(text.highlights)
            body = _running(text.body)[:LONGEST]
            cursor.execute(
                INSERT,
                {
                    "language": language,
                    "kind": text.kind,
                    "page": page,
                    "term": term,
                    "title": text.title,
                    "body": body,
                    "exact": EXACT,
                    "configuration": configuration(language),
                    "names": separate(names),
                    "highlights": separate(highlights)[:LONGEST],
                    "words": separate(body),
                },
            )
            entries.append(cursor.fetchone()[0])
            for word in separate(f"{names} {body}").lower().split():
                spellings[fold(word), word] += 1
        cursor.execute(
            COUNT,
            {
                "language": language,
                "configuration": configuration(language),
                "entries": entries,
                # The most frequent spelling of each word, the last one set.
                "spellings": json.dumps({folded: word for (folded, word), _count in reversed(spellings.most_common())}),
            },
        )


def _running(passages: Iterable[str]) -> str:
    """The passages one after the other, with a dot between those that end without a mark, as a heading or an item."""
    tidy = [" ".join(passage.split()) for passage in passages]
    return " ".join(part if part.endswith(ENDS) else f"{part} ·" for part in tidy if part).removesuffix(" ·")


def _add_phrase(term: Term, language: str, name: str) -> None:
    tokens = content(tokens_of(name, [language]), language)
    if not tokens:
        return
    parts, before = [], tokens[0].position
    for token in tokens:
        parts += [f"<{token.position - before}>", quoted(token.stems[language])]
        before = token.position
    key = " ".join(token.stems[language] for token in tokens)
    Phrase.objects.create(language=language, key=key[:250], term=term, text=name, query=" ".join(parts[1:]))
