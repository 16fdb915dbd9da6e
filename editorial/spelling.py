"""Whether two wordings differ in spelling and layout alone: what an author may call a minor change.

No dictionary: a letter that makes another word of one (“prescrire”, “proscrire”) is left to the second pair of eyes.
"""

import re
from difflib import SequenceMatcher

from vocabulary.models import fold

# They may come and go: “cet article explique”, “cet article vous explique”. “Un” is none of them: it counts.
LITTLE_WORDS = {
    "fr": {"le", "la", "les", "l", "de", "du", "d", "vous", "votre", "vos", "ce", "cet", "cette", "ces", "y"},
    "en": {"the", "a", "an", "you", "your", "this", "that", "these", "those"},
}
_WORD = re.compile(r"[^\W_]+")


def reworded(one: str, other: str, language: str) -> tuple[str, str] | None:
    """The first words that are others now, in two plain texts; None where only letters and little words differ."""
    before, after = _WORD.findall(one), _WORD.findall(other)
    folded, now = [fold(word) for word in before], [fold(word) for word in after]
    little = LITTLE_WORDS.get(language, set())
    for _tag, start, end, first, last in SequenceMatcher(None, folded, now, autojunk=False).get_opcodes():
        gone, come = folded[start:end], now[first:last]
        if gone == come or little.issuperset([*gone, *come]):
            continue
        pairs = zip(gone, come, strict=True) if len(gone) == len(come) else [("".join(gone), "".join(come))]
        if not all(_are_alike(*pair) for pair in pairs):
            return " ".join(before[start:end]), " ".join(after[first:last])
    return None


def _are_alike(one: str, other: str) -> bool:
    """Whether at most one letter differs."""
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(end - start, last - first) for tag, start, end, first, last in steps if tag != "equal") <= 1
