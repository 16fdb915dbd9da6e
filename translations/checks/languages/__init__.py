"""What the checks know of each language. One that isn't here gets the checks that need no words.

All words are written without accents and in small letters, as `vocabulary.fold` leaves them. A phrase is its words, parted
by spaces; it ends nowhere but at the end of a word.
"""

from translations.checks.languages import en, fr
from translations.checks.languages.language import NEUTRAL, Language

LANGUAGES = {"en": en.ENGLISH, "fr": fr.FRENCH}


def language(code: str) -> Language:
    """What is known of the language `code`, a region or not; for another one, of none in particular."""
    return LANGUAGES.get(code.lower().replace("_", "-").split("-")[0], NEUTRAL)
