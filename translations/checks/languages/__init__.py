"""What the checks know of each language. One that isn't here gets the checks that need no words.

Words are written in small letters without accents, as `translations.checks.text.fold` leaves them. A phrase is its
words, parted by spaces; apostrophes and hyphens count as spaces.
"""

from translations.checks.languages import en, fr
from translations.checks.languages.language import NEUTRAL, Language

__all__ = ["LANGUAGES", "NEUTRAL", "Language", "language"]

LANGUAGES = {"en": en.ENGLISH, "fr": fr.FRENCH}


def language(code: str) -> Language:
    """What is known of the language `code`, a region or not; for another one, of none in particular."""
    return LANGUAGES.get(code.lower().replace("_", "-").split("-")[0], NEUTRAL)
