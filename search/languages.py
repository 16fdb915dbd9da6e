"""What search must know of a language: its PostgreSQL configuration, its small words, its inflections.

A language that isn't named here is searched too: without stemming, with accents folded.
"""

import re
import unicodedata

EXACT = "portal_simple"  # words as they are, without accents
CONFIGURATIONS = {"fr": "portal_fr", "en": "portal_en"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words of questions, beyond PostgreSQL's own lists (where “les” is missing): they say nothing of the subject. Folded.
SMALL_WORDS = {
    "fr": _words(
        "a ai aller apres aussi autre avant avoir ca car cela certains chez combien comment cet cette "
        "comme contre depuis dire doit dois donc donner elles entre est estce etre explique faire fait "
        "faut ils jai les leurs lors mieux moins ni non oui ou par peut peuvent peux plus pourquoi "
        "pourrait pouvoir puis puisje quand quel quelle quelles quels quelqu quoi sans savoir selon si "
        "sinon sont soi suis tous tout toute toutes tres trop va vais veux veut vont vraiment "
    ),
    "en": _words(
        "about also am any anyone because can cannot could did do does doing dont explain get getting "
        "give go going gonna got happen happens have having how if im ive know let like make makes many "
        "may me mean means might much must my need needs please really say shall should so some tell "
        "thing things think us want well what whats when where whether which who whom why will would you "
        "your yours "
    ),
}


def configuration(language: str) -> str:
    """The name of the language's text search configuration (migration `create_text_search`)."""
    return CONFIGURATIONS.get(language, EXACT)


def separate(text: str) -> str:
    """`text` as words and spaces: apostrophes, hyphens and every other sign part words.

    PostgreSQL's parser then sees no address, path or number with a sign in it, in a text as in a query.
    """
    composed = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\W_]+", " ", composed).strip()


def inflections(word: str, language: str) -> list[str]:
    """Forms that the language's stemmer takes for other words: gender and number of a French participle."""
    if language != "fr" or len(word) < 5:
        return [word]
    base = re.sub(r"(ees|es|ee|e|s|x)$", "", word)
    return [word, *(form for end in ("", "e", "s", "es", "ee", "ees") if (form := base + end) != word)]
