"""How easy an article was to read from one published version to the next: a line in the checks panel."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache

from articles.check_document import document_of
from articles.models import ArticlePage
from editorial.models.register import Edition
from editorial.register.authorship import text_in
from quality.text import measure

VERSIONS = 5
WIDTH, HEIGHT, MARGIN = 120, 32, 4
LEAST_SPAN = 20  # points from the bottom to the top: a step of one is nearly level
# A published version never changes; after this long it is measured anew, by what formula there is then.
KEPT_FOR = 24 * 60 * 60


@dataclass(frozen=True)
class Trend:
    """Scores from the oldest version to the text as it is being written, two at least."""

    scores: Sequence[int]

    width, height = WIDTH, HEIGHT

    @property
    def points(self) -> list[tuple[float, float]]:
        """Where each is on the line, the higher the easier to read, about their middle."""
        span = max(max(self.scores) - min(self.scores), LEAST_SPAN)
        lowest = (max(self.scores) + min(self.scores) - span) / 2
        step = (WIDTH - 2 * MARGIN) / (len(self.scores) - 1)
        free = HEIGHT - 2 * MARGIN
        above = [free * (score - lowest) / span for score in self.scores]
        return [(round(MARGIN + number * step, 1), round(HEIGHT - MARGIN - up, 1)) for number, up in enumerate(above)]

    @property
    def line(self) -> str:
        """The points as SVG has them."""
        return " ".join(f"{x},{y}" for x, y in self.points)


def trend_of(page: ArticlePage, score: float | None) -> Trend | None:
    """The last published versions and this text, with its `score`; None before there are two that have one."""
    if score is None:
        return None
    kept = Edition.objects.filter(translation_key=page.translation_key, language_code=page.locale.language_code)
    digests: list[str] = []
    for digest in kept.order_by("-pk").values_list("digest", flat=True):
        if digest not in digests[-1:]:  # signed anew, as it was
            digests.append(digest)
        if len(digests) == VERSIONS:
            break
    scores = [_score_of(page, digest) for digest in reversed(digests)]
    known = [round(each) for each in scores if each is not None]
    return Trend([*known, round(score)]) if known else None


def _score_of(page: ArticlePage, digest: str) -> float | None:
    key = f"readability:{page.locale.language_code}:{digest}"
    if (score := cache.get(key, "")) == "":
        editions = Edition.objects.filter(
            translation_key=page.translation_key, language_code=page.locale.language_code, digest=digest
        )
        text = text_in(editions.order_by("-pk")[0].content)
        text.locale = page.locale
        score = measure(document_of(text, terms=())).score
        cache.set(key, score, KEPT_FOR)
    return score
