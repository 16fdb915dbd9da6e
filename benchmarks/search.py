"""`make bench-search`: how well search answers, and what 100,000 articles cost it against 100.

In a database of its own, made and dropped here. `ARTICLES=` sets the larger number.
"""

import os
import statistics
import sys
import time

import django

from development import database

SMALL, LARGE = 100, int(os.environ.get("ARTICLES", "100000"))
ROUNDS = 25
# A word of a few texts, and one of every tenth: its part of the texts is the same at any size, as a subject's is.
QUERIES = {"rare": "raretotal", "common": "traitement"}
# What is typed so far: few titles begin so, many do, a slip.
TYPED = ("can", "tra", "imunotherapi")
JUNK = (
    "x" * 10_000,
    "mot " * 2_500,
    " ".join(f"mot{number}" for number in range(1000)),
    " ".join(f"traitemant{letter}" for letter in "abcdefghijkl"),
    "'traitement':*A & !(mot1 | <-> ) OR 1=1 --",
    "\x00💊 سرطان %_",
)
TARGETS = {"rare": 3, "common": 5}


def main() -> None:
    """Print both tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    database.use()
    django.setup()
    from django.db import connection
    from django.test.runner import DiscoverRunner

    connection.settings_dict["TEST"]["NAME"] = "portal_benchmark"
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases(aliases={"default"})
    try:
        quality()
        durations = {}
        for size in (SMALL, LARGE):
            fill(size)
            durations[size] = {kind: median("search", query) for kind, query in QUERIES.items()}
        print(f"\n{'':<8} {SMALL:>10} {LARGE:>10} articles   ratio  at most")
        for kind, target in TARGETS.items():
            small, large = durations[SMALL][kind], durations[LARGE][kind]
            print(f"{kind:<8} {small * 1000:>7.1f} ms {large * 1000:>7.1f} ms {large / small:>15.1f} {target:>8}")
        print(f"\nAt {LARGE} articles, in ms, with the most that is allowed:")
        for typed in TYPED:
            print(f"suggestions for {typed!r:<24} {median('search_suggestions', typed) * 1000:>7.1f}   50")
        for query in JUNK:
            print(f"results for {query[:20]!r:<28} {median('search', query) * 1000:>7.1f}  100")
    finally:
        runner.teardown_databases(databases)


def quality() -> None:
    """The labelled set, over the demonstration."""
    from benchmarks.search_quality import table
    from exchange.demo import load_demo

    load_demo(lambda line: None)
    print(table(), flush=True)


def fill(size: int) -> None:
    """Live articles of 180 words, in the page table and in the index, up to `size`."""
    from django.db import connection

    from search.models import Entry

    have = Entry.objects.filter(kind="article", language="fr", page__slug__startswith="bench-").count()
    print(f"  {size} articles …", file=sys.stderr, flush=True)
    with connection.schema_editor() as editor:
        for index in Entry._meta.indexes:
            editor.remove_index(Entry, index)
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"first": have + 1, "last": size})
    with connection.schema_editor() as editor:
        for index in Entry._meta.indexes:  # at once: row by row takes much longer
            editor.add_index(Entry, index)
    with connection.cursor() as cursor:
        cursor.execute(WORDS)
        cursor.execute("ANALYZE wagtailcore_page, search_entry, search_word")


FILL = """
    WITH list AS (
        SELECT page.* FROM wagtailcore_page AS page JOIN articles_articleindexpage ON page_ptr_id = page.id
        JOIN wagtailcore_locale ON locale_id = wagtailcore_locale.id WHERE language_code = 'fr' LIMIT 1
    ), model AS (
        SELECT page.* FROM wagtailcore_page AS page JOIN articles_articlepage ON page_ptr_id = page.id LIMIT 1
    ), texts AS (
        SELECT n, 'Article ' || n || CASE WHEN n %% 50 = 0 THEN ' du traitement' ELSE '' END AS title,
            (
                SELECT string_agg(
                    CASE WHEN n %% 10 = 0 AND place = 5 THEN 'traitement'
                    ELSE 'mot' || (random() * random() * 20000)::int END, ' '
                ) FROM generate_series(1, 180) AS place
            ) || CASE WHEN n IN (1, 7, 42) THEN ' raretotal' ELSE '' END AS body
        FROM generate_series(%(first)s, %(last)s) AS n
    ), pages AS (
        INSERT INTO wagtailcore_page (
            path, depth, numchild, translation_key, live, has_unpublished_changes, locked, expired, title, draft_title,
            slug, url_path, seo_title, show_in_menus, search_description, content_type_id, locale_id
        )
        SELECT list.path || 'Z' || lpad(n::text, 7, '0'), list.depth + 1, 0, gen_random_uuid(), true, false, false,
            false, texts.title, texts.title, 'bench-' || n, list.url_path || 'bench-' || n || '/', '', false, '',
            model.content_type_id, list.locale_id
        FROM texts, list, model RETURNING id, slug
    )
    INSERT INTO search_entry (language, kind, page_id, title, body, titles, vector, exact)
    SELECT 'fr', 'article', pages.id, title, body, to_tsvector('portal_fr', title),
        setweight(to_tsvector('portal_fr', title), 'A') || setweight(to_tsvector('portal_fr', body), 'C'),
        setweight(to_tsvector('portal_simple', title), 'A') || setweight(to_tsvector('portal_simple', body), 'C')
    FROM texts JOIN pages ON pages.slug = 'bench-' || n
"""
WORDS = """
    INSERT INTO search_word (language, word, stem, spelling, entries)
    SELECT 'fr', word, stems[1], word, ndoc
    FROM ts_stat('SELECT exact FROM search_entry WHERE language = ''fr''') AS counted(word, ndoc, nentry),
        LATERAL tsvector_to_array(to_tsvector('portal_fr', word)) AS stems
    WHERE length(word) <= 80 AND cardinality(stems) > 0
    ON CONFLICT (word, language) DO UPDATE SET entries = excluded.entries
"""


def median(view: str, query: str) -> float:
    """Seconds of an answer, after the first."""
    from django.core.cache import caches
    from django.test import Client
    from django.urls import reverse
    from django.utils import translation

    client = Client()
    with translation.override("fr"):
        address = reverse(view)
    durations = []
    for _ in range(ROUNDS):
        caches["counts"].clear()
        start = time.perf_counter()
        answer = client.get(address, {"q": query})
        durations.append(time.perf_counter() - start)
        if answer.status_code != 200 or (query in QUERIES.values() and b'class="result"' not in answer.content):
            sys.exit(f"“{query}” was not answered.")
    return statistics.median(durations[1:])


if __name__ == "__main__":
    main()
