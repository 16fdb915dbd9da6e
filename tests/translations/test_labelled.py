"""The checks, measured on labelled pairs. Of `held_out.jsonl` only totals are ever told: see segments/README.md."""

import json
from collections import Counter
from pathlib import Path

import pytest

from translations.checks import check_segment

SEGMENTS = Path(__file__).parent / "segments"
NUMBERS = dict.fromkeys(
    ("number", "dose", "unit", "frequency", "range", "percentage", "time", "date"), "translation-numbers"
)
MEANING = {**NUMBERS, "negation": "translation-negation", "link": "translation-links"}
FOUND_BY = {**MEANING, "untranslated": "translation-untranslated", "placeholder": "translation-placeholders"}


def measure(name):
    """Recall of planted errors of meaning, each found by its own check; the share of faithful pairs with a finding."""
    totals, found = Counter(), Counter()
    for line in (SEGMENTS / name).read_text().splitlines():
        pair = json.loads(line)
        ids = {
            finding.id
            for finding in check_segment(pair["source"], pair["target"], pair["source_lang"], pair["target_lang"])
        }
        kind = "faithful" if pair["label"] == "correct" else "planted" if pair["label"] in MEANING else "other"
        totals[kind] += 1
        found[kind] += bool(ids) if kind == "faithful" else FOUND_BY[pair["label"]] in ids
    return found["planted"] / totals["planted"], found["faithful"] / totals["faithful"]


@pytest.mark.parametrize("name", ["tuning.jsonl", "held_out.jsonl"])
def test_planted_errors_are_found_and_faithful_pairs_left_alone(name):
    recall, false_alarms = measure(name)
    reached = f"recall {recall:.3f}, false alarms {false_alarms:.3f}"
    assert (recall >= 0.98, false_alarms <= 0.03) == (True, True), reached
