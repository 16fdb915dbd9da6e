"""Words that live texts use and the glossary doesn't hold: counted in the background, shown in a report."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from articles.models import ArticlePage
from editorial.checks.page_checks import Corpus, live_pages
from editorial.models.glossary_gap import GlossaryGap
from quality.glossary import Candidate, candidates, is_known, key_of
from vocabulary.models import LANGUAGES, Term

ENOUGH = 2  # uses
MOST = 200  # words a language


@task()
def count_gaps_later() -> None:
    """`count_gaps`, in the background."""
    count_gaps()


def count_gaps() -> int:
    """Read every live article; keep, for each language, the words most used that have no term. How many there are."""
    corpus = Corpus()
    found: dict[str, dict[str, list[tuple[int, Candidate]]]] = defaultdict(lambda: defaultdict(list))
    for page in live_pages():
        language = page.locale.language_code
        if isinstance(page, ArticlePage) and language in LANGUAGES:
            for candidate in candidates(corpus.document(page)):
                found[language][candidate.key].append((page.pk, candidate))
    rows = [
        row
        for language, by_key in found.items()
        for row in _rows(language, by_key, glossary_keys(language, corpus.terms))
    ]
    keep_gaps(rows)
    return len(rows)


def glossary_keys(language: str, terms: Iterable[Term]) -> set[str]:
    """All that the glossary has a name for in a language: names, synonyms, acronyms."""
    names: set[str] = set()
    for term in terms:
        written = [getattr(term, f"name_{language}"), *(getattr(term, f"synonyms_{language}") or ())]
        names |= {key_of(name, language) for name in written if name}
        if acronym := getattr(term, f"acronym_{language}"):
            names.add(acronym)
    return names


def _rows(language: str, by_key: dict[str, list[tuple[int, Candidate]]], glossary: set[str]) -> list[GlossaryGap]:
    rows = []
    for key, uses in by_key.items():
        if len(uses) < ENOUGH or is_known(key, glossary):
            continue
        (word, _count) = Counter(candidate.written for _page, candidate in uses).most_common(1)[0]
        page, example = uses[0]
        rows.append(
            GlossaryGap(
                language_code=language,
                key=key[:200],
                word=word[:200],
                use_count=len(uses),
                article_count=len({number for number, _candidate in uses}),
                example=example.sentence[:300],
                example_page_id=page,
                counted_at=timezone.now(),
            )
        )
    return sorted(rows, key=lambda row: (-row.article_count, -row.use_count, row.key))[:MOST]


@transaction.atomic
def keep_gaps(rows: Iterable[GlossaryGap]) -> None:
    """Keep what was counted in the place of what was counted before."""
    rows = list(rows)
    GlossaryGap.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["language_code", "key"],
        update_fields=["word", "use_count", "article_count", "example", "example_page", "counted_at"],
    )
    kept = {(row.language_code, row.key) for row in rows}
    gone = [
        pk
        for pk, *name in GlossaryGap.objects.filter(is_set_aside=False).values_list("pk", "language_code", "key")
        if tuple(name) not in kept
    ]
    GlossaryGap.objects.filter(pk__in=gone).delete()
