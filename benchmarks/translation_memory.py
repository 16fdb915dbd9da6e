"""How long the translation memory takes to find what resembles a segment, among 100,000.

    .venv/bin/python -m benchmarks.translation_memory

In the development database, in a transaction that is rolled back.
"""

import os
import pathlib
import random
import re
import statistics
import sys
import time
import uuid

import django

from development import database

SEGMENTS = 100_000
QUERIES = 100


def words():
    """The French words of the demonstration and of the interface, each as often as it is used there."""
    files = [*pathlib.Path("exchange/demo").rglob("*.json"), pathlib.Path("locale/fr/LC_MESSAGES/django.po")]
    return re.findall(r"[a-zà-ÿœ]+", " ".join(file.read_text().casefold() for file in files))


def texts(number, words, chance):
    """Sentences of 3 to 40 words."""
    for _ in range(number):
        yield " ".join(chance.choices(words, k=chance.randint(3, 40))).capitalize() + "."


def changed(text, chance):
    """One word in ten is another one."""
    words = text.split()
    for _ in range(max(1, len(words) // 10)):
        words[chance.randrange(len(words))] = "autre"
    return " ".join(words)


def main():
    """Measure, and print a line for each kind of question."""
    database.use()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    django.setup()
    from django.db import connection, transaction
    from django.utils import timezone
    from wagtail_localize.models import String

    from translations.models import Remembered
    from translations.segments.translation_memory import pairs_of, similar

    chance = random.Random(1)  # noqa: S311 -- the same texts each time
    with transaction.atomic():
        now = timezone.now()
        sources = list(texts(SEGMENTS, words(), chance))
        Remembered.objects.bulk_create(
            (
                Remembered(
                    source_language="fr",
                    target_language="en",
                    source=source,
                    target=source[::-1],
                    source_digest=String._get_data_hash(source),  # noqa: SLF001 -- as translations.segments.translation_memory
                    pairs=pairs_of(source),
                    translation_key=uuid.uuid4(),
                    made_at=now,
                    used_at=now,
                )
                for source in sources
            ),
            batch_size=5000,
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE translations_remembered")
        for name, queries in (
            ("the same text", chance.sample(sources, QUERIES)),
            (
                "one word in ten changed",
                [changed(text, chance) for text in chance.sample(sources, QUERIES)],
            ),
            ("a new text", list(texts(QUERIES, words(), chance))),
        ):
            times, found = [], 0
            for query in queries:
                start = time.perf_counter()
                found += bool(similar(query, "fr", "en"))
                times.append((time.perf_counter() - start) * 1000)
            times.sort()
            sys.stdout.write(
                f"{name}: median {statistics.median(times):.0f} ms, 95 % {times[int(0.95 * QUERIES)]:.0f} ms, "
                f"worst {times[-1]:.0f} ms; something found for {found} of {QUERIES}\n"
            )
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
