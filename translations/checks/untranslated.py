"""translation-untranslated: the translation isn't empty, nor still the source, nor partly so."""

from django.utils.translation import gettext as _

from translations.checks.finding import Finding, Pair
from translations.checks.languages import Language
from translations.checks.text import ADDRESS, PLACEHOLDER, tokens

ID = "translation-untranslated"
LONGEST_SHARED = 4
"""So many words in a row that are the source's, function words among them, were not translated."""


def check(pair: Pair) -> list[Finding]:
    """At most one finding."""
    source, target = (_words(text) for text in pair.texts)
    if not any(character.isalnum() for character in pair.texts[1]):
        if any(character.isalnum() for character in pair.texts[0]):
            return [Finding(ID, "block", _("The translation is empty."))]
        return []
    if pair.source_lang.split("-")[0] == pair.target_lang.split("-")[0] or not source or not target:
        return []
    source_language, target_language = pair.languages
    own, foreign = _function_words(target, target_language), _function_words(target, source_language)
    if target == source:
        if foreign - own:
            return [Finding(ID, "block", _("This is still the source text."), source=pair.texts[0], target=pair.texts[1])]
        if len(target) > 1 or not (source_language.function_words and target_language.function_words):
            return [] if len(target) < 4 else [Finding(ID, "warn", _("This is the same as the source text."), target=pair.texts[1])]
        return []
    if source_language.function_words and target_language.function_words:
        only_foreign = [word for word in target if word in source_language.function_words - target_language.function_words]
        only_own = [word for word in target if word in target_language.function_words - source_language.function_words]
        if len(only_foreign) >= 2 and len(only_foreign) > len(only_own):
            return [Finding(ID, "block", _("The translation is not in its language yet."), target=pair.texts[1])]
    if run := _shared(source, target, source_language, target_language):
        return [Finding(ID, "block", _("“%(words)s” is still in the source’s language.") % {"words": run}, source=run, target=run)]
    return []


def _words(text: str) -> list[str]:
    for masked in (ADDRESS, PLACEHOLDER):
        text = masked.sub(" ", text)
    return [token.folded for token in tokens(text) if token.is_word]


def _function_words(words: list[str], language: Language) -> int:
    return sum(word in language.function_words for word in words)


def _shared(source: list[str], target: list[str], source_language: Language, target_language: Language) -> str:
    """Words in a row that both texts have, if they are plainly the source's language."""
    runs = {tuple(source[n : n + LONGEST_SHARED]) for n in range(len(source) - LONGEST_SHARED + 1)}
    foreign = source_language.function_words - target_language.function_words
    for n in range(len(target) - LONGEST_SHARED + 1):
        run = tuple(target[n : n + LONGEST_SHARED])
        if run in runs and sum(word in foreign for word in run) >= 2:
            return " ".join(run)
    return ""
