"""Whether two wordings differ in spelling and layout alone: what an author may call a minor change.

A letter that makes another word of one, where the dictionary lacks either, is left to the second pair of eyes.
"""

import re
from difflib import SequenceMatcher

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from translations.checks import links, negation, numbers
from translations.checks.finding import Pair
from translations.checks.lemmas import is_known, lemma
from translations.checks.text import plain
from vocabulary.models import fold

# What may not differ between two wordings that mean the same. Units of measure are compared with their numbers.
_MEANING = (
    (numbers.check, gettext_lazy("A number, a dose, a date or a unit differs.")),
    (negation.check, gettext_lazy("A negation has come or gone.")),
    (links.check, gettext_lazy("A link or a reference differs.")),
)

# They may come and go: “cet article explique”, “cet article vous explique”. “Un” is none of them: it counts.
LITTLE_WORDS = {
    "fr": {"le", "la", "les", "l", "de", "du", "d", "vous", "votre", "vos", "ce", "cet", "cette", "ces", "y"},
    "en": {"the", "a", "an", "you", "your", "this", "that", "these", "those"},
}
_WORD = re.compile(r"[^\W_]+")
# What is no word and changes the sense all the same; a hyphen, where it makes a number negative.
_SIGN = re.compile(r"[+±×÷=≠≈~<>≤≥→↑↓/]|(?<![\w)])[-−](?=\d)")
SHORT = 4  # letters: to replace one of them makes another word of most


def more_than_spelling(one: str, other: str, language: str) -> str:
    """Why two wordings, each with its inline markup, don't mean the same, in a sentence; empty where they do."""
    pair = Pair(one, other, language, language)
    for check, message in _MEANING:
        if found := check(pair):
            return _with_words(message, found[0].source, found[0].target)
    before, now = (_SIGN.findall(plain(each).replace("−", "-")) for each in (one, other))
    if before != now:
        return _with_words(_("A sign differs, such as +, −, < or /."), " ".join(before), " ".join(now))
    if words := reworded(plain(one), plain(other), language):
        return _with_words(_("Words have changed, and not only their spelling."), *words)
    return ""


def _with_words(message: str | Promise, *words: str) -> str:
    return f"{message} {' → '.join(f'“{text}”' for text in words if text)}".strip()


def reworded(one: str, other: str, language: str) -> tuple[str, str] | None:
    """The first words that are others now, in two plain texts; None where only letters and little words differ."""
    before, after = _WORD.findall(one), _WORD.findall(other)
    folded, now = [fold(word) for word in before], [fold(word) for word in after]
    little = LITTLE_WORDS.get(language, set())
    for _tag, start, end, first, last in SequenceMatcher(None, folded, now, autojunk=False).get_opcodes():
        gone, come = before[start:end], after[first:last]
        if folded[start:end] == now[first:last] or little.issuperset([*folded[start:end], *now[first:last]]):
            continue
        pairs = zip(gone, come, strict=True) if len(gone) == len(come) else [("".join(gone), "".join(come))]
        if not all(
            little.issuperset([fold(was), fold(new)]) or _are_one_word(was, new, language) for was, new in pairs
        ):
            return " ".join(gone), " ".join(come)
    return None


def _are_one_word(one: str, other: str, language: str) -> bool:
    """Whether at most one letter differs and a dictionary doesn't have them as two words (“prescrire”, “proscrire”).

    A short word is another once a letter of it is replaced. What only one of them has at its end is agreement.
    """
    before, now = fold(one), fold(other)
    steps = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
    if len(before) <= SHORT and any(tag == "replace" for tag, *_places in steps):
        return False
    if sum(max(end - start, last - first) for tag, start, end, first, last in steps if tag != "equal") > 1:
        return False
    if before.startswith(now) or now.startswith(before) or (language == "en" and _spelt_us(before) == _spelt_us(now)):
        return True
    known = all(is_known(word.lower(), language) for word in (one, other))
    return not known or lemma(one.lower(), language) == lemma(other.lower(), language)


def _spelt_us(word: str) -> str:
    return re.sub("is(?=[aei])", "iz", word)
