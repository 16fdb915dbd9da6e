"""How well search answers the labelled queries (`tests/search/queries/`): mean reciprocal rank and recall at five.

Of the held-out queries by themselves only the total is told (the README there says why). A category is judged by all of
its queries in a language: seven are held out, and one of them would be a seventh.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from wagtail.models import Page

from search.ranking import Hit
from search.results import answer
from vocabulary.models import Term

QUERIES = Path(__file__).resolve().parents[1] / "tests/search/queries"
LANGUAGES = ("fr", "en")
PARTS = ("tuning", "held_out")


@dataclass
class Score:
    """Of some queries."""

    reciprocal_ranks: list[float] = field(default_factory=list)
    is_in_five: list[bool] = field(default_factory=list)

    @property
    def mean_reciprocal_rank(self) -> float:
        """One where the first result always answers."""
        return sum(self.reciprocal_ranks) / len(self.reciprocal_ranks)

    @property
    def recall_at_five(self) -> float:
        """The part of the queries with an answer among the first five results."""
        return sum(self.is_in_five) / len(self.is_in_five)

    def __add__(self, other: "Score") -> "Score":
        return Score(self.reciprocal_ranks + other.reciprocal_ranks, self.is_in_five + other.is_in_five)


def measure(part: str, language: str) -> dict[str, Score]:
    """The score of each category of queries, and of all of them under `""`."""
    slugs = dict(Page.objects.filter(locale__language_code=language).values_list("pk", "slug"))
    terms = dict(Term.objects.values_list("pk", f"slug_{language}"))

    def name(hit: Hit) -> tuple[str, str | None]:
        return hit.kind, terms[hit.term] if hit.term else slugs.get(hit.page or 0)

    scores: dict[str, Score] = defaultdict(Score)
    for line in (QUERIES / f"{part}.{language}.jsonl").read_text(encoding="utf-8").splitlines():
        query = json.loads(line)
        wanted = {(each["kind"], each["slug"]) for each in query["answers"]}
        found = [name(hit) for hit in answer(query["q"], language).hits]
        rank = next((number for number, each in enumerate(found, 1) if each in wanted), 0)
        for category in ("", query["category"]):
            scores[category].reciprocal_ranks.append(1 / rank if rank else 0)
            scores[category].is_in_five.append(0 < rank <= 5)
    return scores


def scores(language: str) -> dict[tuple[str, str], Score]:
    """By part and category: the parts as a whole, the tuning queries by category, and both together (`"every"`)."""
    tuning, held_out = (measure(part, language) for part in PARTS)
    return {
        **{("tuning", category): score for category, score in sorted(tuning.items())},
        ("held_out", ""): held_out[""],
        **{("every", category): score + held_out[category] for category, score in sorted(tuning.items())},
    }


def table() -> str:
    """All scores, as text."""
    lines = [f"{'':<10} {'':<4} {'category':<16} {'queries':>7} {'MRR':>6} {'recall@5':>9}"]
    for language in LANGUAGES:
        for (part, category), score in scores(language).items():
            lines.append(
                f"{part:<10} {language:<4} {category or 'all':<16} {len(score.is_in_five):>7} "
                f"{score.mean_reciprocal_rank:>6.3f} {score.recall_at_five:>9.3f}"
            )
    return "\n".join(lines)
