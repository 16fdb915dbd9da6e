"""translation-terms: a term of the glossary is translated with its partner, in whatever form."""

from django.utils.translation import gettext as _

from translations.checks.finding import Finding, Pair
from translations.checks.lemmas import contains

ID = "translation-terms"


def check(pair: Pair) -> list[Finding]:
    """A finding for each term whose partner isn't in the translation."""
    return [
        Finding(
            ID,
            "warn",
            _("“%(term)s” is “%(partner)s” in the glossary, and the translation doesn't say so.")
            % {"term": term.source, "partner": term.targets[0]},
            term.source,
            term.targets[0],
        )
        for term in pair.terms
        if term.targets and not any(contains(pair.texts[1], partner, pair.target_lang) for partner in term.targets)
    ]
