"""`make bench-board`: what the translations' board costs at 10,000 pages in three languages, against 100 pages.

In a database of its own, made and dropped here. `PAGES=` sets the larger number.
"""

import os
import random
import statistics
import time
import uuid

import django

from development import database

SMALL, LARGE = 100, int(os.environ.get("PAGES", "10000"))
LANGUAGES = ("en", "es", "ar")
ROUNDS = 15
ASKED = {
    "first page, by urgency": {},
    "by title": {"ordering": "title"},
    "last page": {"p": "last"},
    "stale after a clinical change, in English": {"state": "clinical", "locale": "en"},
    "missing in Arabic": {"state": "missing", "locale": "ar"},
    "a branch": {"branch": "articles"},
    "a word of the titles": {"q": "Article 7"},
}


def main() -> None:
    """Print a table: milliseconds and queries for each question, at both sizes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    database.use()
    django.setup()
    from django.db import connection
    from django.test.runner import DiscoverRunner

    connection.settings_dict["TEST"]["NAME"] = "portal_benchmark_board"
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases(aliases={"default"})
    try:
        measured = {}
        for size in (SMALL, LARGE):
            fill(size)
            measured[size] = {name: ask(name, size) for name in ASKED}
            measured[size]["all of it as CSV"] = ask("", size, rounds=3, export="csv")
            measured[size]["the dashboard"] = ask("", size, address="/admin/")
        print(f"{'':<44}{SMALL:>12}{LARGE:>12} pages   ratio  queries")
        for name in measured[SMALL]:
            (small, few), (large, many) = measured[SMALL][name], measured[LARGE][name]
            print(f"{name:<44}{small:>9.0f} ms{large:>9.0f} ms{large / small:>14.1f}  {few}, {many}")
    finally:
        runner.teardown_databases(databases)


def fill(size: int) -> None:
    """Live French pages up to `size`, each with a state in each language."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from django.utils import timezone
    from wagtail.models import Locale, Page

    from tests.factories.articles import ArticleIndexPageFactory
    from tests.factories.home import home_pages
    from translations.models import TranslationState

    State = TranslationState.State  # noqa: N806 -- a class
    french = Locale.objects.get(language_code="fr")
    parent = Page.objects.filter(slug="articles", locale=french).first()
    if not parent:
        Page.objects.filter(depth=2).delete()
        home, _english = home_pages()
        parent = ArticleIndexPageFactory(parent=home, slug="articles").page_ptr
    locales = [Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES]
    kind = ContentType.objects.get(app_label="articles", model="articlepage")
    chance = random.Random(1)  # noqa: S311 -- the same states each time
    now = timezone.now()
    known = parent.get_children().count()
    pages = Page.objects.bulk_create(
        Page(
            title=f"Article {number}",
            draft_title=f"Article {number}",
            slug=f"article-{number}",
            path=Page._get_path(parent.path, parent.depth + 1, number + 1),  # noqa: SLF001 -- add_child, ten thousand times
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}article-{number}/",
            locale=french,
            content_type=kind,
            translation_key=uuid.uuid4(),
            live=True,
            last_published_at=now,
        )
        for number in range(known, size)
    )
    Page.objects.filter(pk=parent.pk).update(numchild=size)
    rows = []
    for page in pages:
        for locale in locales:
            state = chance.choices(list(State), weights=[8, 4, 18, 30, 38, 2])[0]
            stale = chance.randint(1, 9) if state == State.STALE else 0
            rows.append(
                TranslationState(
                    translation_key=page.translation_key,
                    locale=locale,
                    source_locale=french,
                    page=page,
                    state=state,
                    is_live=state in (State.STALE, State.CURRENT),
                    total=40,
                    done=chance.randint(0, 40),
                    stale=stale,
                    clinical=stale // 3,
                    stale_since=now if stale else None,
                    made_from=[[f"body:{uuid.uuid4()}", "0" * 64] for _ in range(40)],
                )
            )
    TranslationState.objects.bulk_create(rows, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def ask(
    name: str, size: int, rounds: int = ROUNDS, address: str = "/admin/translations/", **more: str
) -> tuple[float, int]:
    """The median milliseconds of an answer, and its queries."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from wagtail.models import Locale, Page

    user, _created = get_user_model().objects.get_or_create(username="root", is_superuser=True, is_staff=True)
    client = Client()
    client.force_login(user)
    asked = {**ASKED.get(name, {}), **more}
    if "locale" in asked:
        asked["locale"] = Locale.objects.get(language_code=asked["locale"]).pk
    if "branch" in asked:
        asked["branch"] = Page.objects.get(slug="articles", locale__language_code="fr").pk
    if asked.get("p") == "last":
        asked["p"] = -(-size // 50)
    times = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        answer = client.get(address, asked)
        if answer.streaming:
            b"".join(answer.streaming_content)
        times.append((time.perf_counter() - start) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{name}: {answer.status_code}")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, asked)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return statistics.median(times[1:]), len(queries)


if __name__ == "__main__":
    main()
