"""Words as a dictionary lists them, so that a term is found in any of its forms."""

from functools import lru_cache

import simplemma

from translations.checks.text import fold, tokens

# What simplemma has a dictionary of; a word of any other language is only folded.
LANGUAGES = frozenset(
    [
        "ast",
        "bg",
        "ca",
        "cs",
        "cy",
        "da",
        "de",
        "el",
        "en",
        "enm",
        "es",
        "et",
        "fa",
        "fi",
        "fr",
        "ga",
        "gd",
        "gl",
        "gv",
        "hbs",
        "hi",
        "hu",
        "hy",
        "id",
        "is",
        "it",
        "ka",
        "la",
        "lb",
        "lt",
        "lv",
        "mk",
        "ms",
        "nb",
        "nl",
        "nn",
        "pl",
        "pt",
        "ro",
        "ru",
        "se",
        "sk",
        "sl",
        "sq",
        "sv",
        "sw",
        "tl",
        "tr",
        "uk",
    ]
)


def is_known(word: str, language: str) -> bool:
    """Whether a dictionary has the word, in lower case and with its accents; it lacks many that never change."""
    return language in LANGUAGES and simplemma.is_known(word, lang=language)


@lru_cache(maxsize=50_000)
def lemma(word: str, language: str) -> str:
    """The word's dictionary form, folded. A plural s comes off the words that no dictionary has."""
    language = language.split("-")[0].lower()
    if language in LANGUAGES:
        known = simplemma.lemmatize(word, lang=language)
        if known != word:
            return fold(known)
    folded = fold(word)
    return folded[:-1] if len(folded) > 4 and folded.endswith("s") and language in {"fr", "en", "es", "pt"} else folded


def lemmas(text: str, language: str) -> list[str]:
    """The words and numbers of the text, each as a dictionary lists it. A word in capitals is an acronym, and stays."""
    return [
        token.text
        if token.is_word and token.text.isupper() and len(token.text) > 1
        else lemma(token.text.lower(), language)
        for token in tokens(text)
        if token.is_word or token.is_number
    ]


def contains(text: str, term: str, language: str) -> bool:
    """Whether the text has the term, in whatever form."""
    words, wanted = lemmas(text, language), lemmas(term, language)
    width = len(wanted)
    return bool(width) and any(words[n : n + width] == wanted for n in range(len(words) - width + 1))
