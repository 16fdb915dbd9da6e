"""What a translation must say as its source does. Pure functions: two texts and their languages in, findings out."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from translations.checks import links, negation, numbers, placeholders, terms, untranslated
from translations.checks.finding import Finding, Pair, Severity, TermPair

__all__ = ["CHECKS", "Finding", "Pair", "Severity", "TermPair", "agreements", "check_segment", "repaired"]

CHECKS = [untranslated, numbers, negation, links, placeholders, terms]
LONGEST = 10_000
"""Characters of a segment that are read. A segment is a paragraph; nobody waits for a book."""


def check_segment(
    source: str, target: str, source_lang: str, target_lang: str, terms: Iterable[TermPair] = ()
) -> list[Finding]:
    """What differs between a segment and its translation, the checks in their order. Any text will do; none raises."""
    if max(len(source), len(target)) > LONGEST:
        return [
            Finding(
                "translation-length", "block", _("This text is too long to be compared. Divide it into paragraphs.")
            )
        ]
    pair = Pair(source, target, source_lang, target_lang, tuple(terms))
    found: list[Finding] = []
    for check in CHECKS:
        found += check.check(pair)
        if found and check is untranslated:
            break  # what wasn't translated differs in everything
    return found


def repaired(source: str, target: str, source_lang: str, target_lang: str) -> tuple[str, str] | None:
    """The words of the target whose number is all that is wrong, and the same with the source's; None for all else."""
    if max(len(source), len(target)) > LONGEST:
        return None
    return numbers.repair(Pair(source, target, source_lang, target_lang))


def agreements(source: str, target: str, source_lang: str, target_lang: str) -> Sequence[tuple[str, str]]:
    """The numbers, doses, dates and times that agree, as each text has them."""
    return numbers.agreements(Pair(source[:LONGEST], target[:LONGEST], source_lang, target_lang))
