"""Blood pressures: “120/80”, and “12/8” where they are told in centimetres of mercury."""

import itertools

from translations.checks.quantities.fact import reading
from translations.checks.quantities.scanner import Scanner
from translations.checks.text import phrases

_LOWEST, _HIGHEST = 30, 300  # mmHg
_STROKES = frozenset({"/", "-", "–"})


def mark_pressures(scanner: Scanner) -> None:
    """Two numbers of which one stands over the other may be a blood pressure."""
    language = scanner.language
    is_told_in_cm = any(phrases(language.pressure_words).over(scanner.tokens))
    for place, (upper, lower) in enumerate(itertools.pairwise(scanner.facts)):
        between = scanner.text[upper.end : lower.start].strip().casefold()
        if between not in _STROKES and between not in language.over_words:
            continue
        numbers = upper.values("number"), lower.values("number")
        for unit in ("mmHg", "cmHg") if is_told_in_cm else ("mmHg",):
            both = [reading(values[0], unit) for values in numbers if values]
            if len(both) == 2 and _HIGHEST >= both[0].value > both[1].value >= _LOWEST:
                for each, pressure in zip((place, place + 1), both, strict=True):
                    scanner.amend(each, (*scanner.facts[each].readings, pressure))
