"""translation-untranslated: the translation isn't empty, nor still the source, nor partly so."""

import itertools

from django.utils.translation import gettext as _

from translations.checks.finding import Finding, Pair
from translations.checks.languages import Language
from translations.checks.text import ADDRESS, PLACEHOLDER, tokens

ID = "translation-untranslated"
SHARED = (2, 4)
"""Words in a row that are the source's: two, one of them in no name, or four with two function words."""


def check(pair: Pair) -> list[Finding]:
    """At most one finding."""
    source, target = ([word for word, _capital in _words(text)] for text in pair.texts)
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
            return [
                Finding(ID, "block", _("This is still the source text."), source=pair.texts[0], target=pair.texts[1])
            ]
        if len(target) > 1 or not (source_language.function_words and target_language.function_words):
            return (
                []
                if len(target) < 4
                else [Finding(ID, "warn", _("This is the same as the source text."), target=pair.texts[1])]
            )
        return []
    if source_language.function_words and target_language.function_words:
        only_foreign = [
            word for word in target if word in source_language.function_words - target_language.function_words
        ]
        only_own = [word for word in target if word in target_language.function_words - source_language.function_words]
        if len(only_foreign) >= 2 and len(only_foreign) > len(only_own):
            return [Finding(ID, "block", _("The translation is not in its language yet."), target=pair.texts[1])]
    if not target_language.function_words:
        return []
    if run := _shared(pair, source_language, target_language):
        return [
            Finding(
                ID,
                "block",
                _("“%(words)s” is still in the source’s language.") % {"words": run},
                source=run,
                target=run,
            )
        ]
    return []


def _words(text: str) -> list[tuple[str, bool]]:
    """Each word, folded, and whether it begins with a capital."""
    for masked in (ADDRESS, PLACEHOLDER):
        text = masked.sub(" ", text)
    return [(token.folded, token.text[0].isupper()) for token in tokens(text) if token.is_word]


def _function_words(words: list[str], language: Language) -> int:
    return sum(word in language.function_words for word in words)


def _shared(pair: Pair, source_language: Language, target_language: Language) -> str:
    """Words in a row that both texts have, if they are plainly the source's language and no name."""
    words, shown = (_words(text) for text in pair.texts)
    source, target = [word for word, _capital in words], [word for word, _capital in shown]
    couples = set(itertools.pairwise(source))
    in_name: list[bool] = []  # a name goes on as long as its words are shared: “Vivre comme avant”
    for n, (_word, capital) in enumerate(shown):
        in_name.append(n > 0 and (capital or (in_name[n - 1] and (target[n - 1], target[n]) in couples)))
    foreign = source_language.function_words - target_language.function_words
    for length, telling, least in zip(SHARED, (foreign - source_language.words_of_names, foreign), (1, 2), strict=True):
        runs = {tuple(source[n : n + length]) for n in range(len(source) - length + 1)}
        for n in range(len(target) - length + 1):
            run = tuple(target[n : n + length])
            told = sum(word in telling and not name for word, name in zip(run, in_name[n : n + length], strict=True))
            if told >= least and run in runs:
                return " ".join(run)
    return ""
