"""Words, sentences and syllables of a text."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import pyphen
from sentencex import segment

from quality.document import Document

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:  /-]\d+)*")
ACRONYM = re.compile(r"(?<![\w/.-])(?:[A-ZÀ-Ý]{2,6}\d{0,2}|[A-ZÀ-Ý]{2,5}s)(?![\w/-])")
ROMAN = re.compile(r"[IVX]+")  # a number
LONGEST_WORD = 60  # of any language here; what is longer is no word, and slow to cut
# Marks of order and space that no reader sees, and that cut words in two.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\u200e\u200f"))
_VOWELS = "aeiouyàâäæéèêëîïôöœùûüÿáíóúåøãõ"
# A vowel with an acute or a diaeresis is a syllable of its own: cré-a-tion, ma-ïs.
_NUCLEUS = re.compile(rf"[éëï]|(?:(?![éëï])[{_VOWELS}])+")
# “ra-yon”, “gué-rir”: no vowels, but part of a consonant.
_NO_VOWEL = re.compile(rf"(?<=[{_VOWELS}])y(?=[{_VOWELS}])|(?<=[gq])u(?=[{_VOWELS}])")


def tidy(text: str) -> str:
    """One kind of space, nothing invisible."""
    return re.sub(r"\s+", " ", text.translate(_INVISIBLE)).strip()


def vocabulary(language: str) -> Mapping[str, Any]:
    """The word lists of a language, `quality/words/<language>.toml`; empty for one that has none yet."""
    return _vocabulary(language.split("-")[0].lower())


@lru_cache
def _vocabulary(language: str) -> Mapping[str, Any]:
    if not re.fullmatch("[a-z]{2,3}", language):
        return {}
    file = files("quality") / "words" / f"{language}.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def languages() -> list[str]:
    """The languages that have word lists."""
    return sorted(file.name[:-5] for file in (files("quality") / "words").iterdir() if file.name.endswith(".toml"))


@lru_cache
def pattern(language: str, name: str) -> re.Pattern[str] | None:
    """One pattern out of a list of words and expressions of a language, as whole words; None where there is no list.

    An entry is a regular expression; a space in it is any white space, an apostrophe either one.
    """
    entries: Any = vocabulary(language)
    for key in name.split("."):
        entries = entries.get(key, {})
    if not entries:
        return None
    written = "|".join(entry.replace("'", "['’]").replace(" ?", r"\s*").replace(" ", r"\s+") for entry in entries)
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)", re.IGNORECASE)


def words(text: str) -> list[str]:
    """The words and numbers of a text: “aujourd’hui”, “rendez-vous” and “1 000,5” are one each."""
    return WORD.findall(text)


@lru_cache(maxsize=4096)
def sentences(text: str, language: str) -> tuple[str, ...]:
    """The sentences of one paragraph.

    sentencex finds them. It takes the point of some abbreviations for their end (“Dr.”, “J.-P.”). It misses the end
    after some units, “…” and “etc.”, and within quotation marks. These are put right.
    """
    found: list[str] = []
    pieces = [part for piece in segment(language.split("-")[0], tidy(text)) for part in _UNSEEN_END.split(piece)]
    for piece in pieces:
        sentence = piece.strip()
        if found and (_goes_on(found[-1], sentence, language) or not re.search(r"\w", sentence)):
            found[-1] = f"{found[-1]} {sentence}"
        elif sentence:
            found.append(sentence)
    return tuple(sentence for sentence in found if re.search(r"\w", sentence))


_UNSEEN_END = re.compile(r"(?:(?<=\d[ \u00a0](?:mg|ml|mL|kg|cm|mm)\.)|(?<=…)|(?<=[^\W\d_]{2}[.!?])) (?=[A-ZÀ-Ý])")


def _goes_on(sentence: str, following: str, language: str) -> bool:
    """Whether the point at the end belongs to an abbreviation or to the initial of a name, and no sentence ends."""
    if not sentence.endswith("."):
        return False
    if following[:1].islower():
        return True
    before, _, last = sentence[:-1].rpartition(" ")
    last = last.lstrip("(«“\"'’")
    name = "numbered" if following[:1].isdigit() else "abbreviations"
    lists = (pattern(language, name), pattern(language, "titles"))
    if any(listed and listed.fullmatch(last) for listed in lists):
        return not before[-1:].isdigit()  # “5 m.” is no “M. Durand”
    if re.fullmatch(r"[A-ZÀ-Ý](?:\.?-?[A-ZÀ-Ý])?", last):
        # “J.-P. Dupont”, “Marie J. Dupont”; not “vitamine C. Elle”.
        return "-" in last or not before or before.rpartition(" ")[2][:1].isupper()
    return False


def syllables(word: str, language: str) -> int:
    """How many syllables a word has, at least one.

    pyphen says where a word may be cut, which parts vowels that sound apart (“cre-ate”). Printers leave single letters
    uncut (“étude”), so vowels are counted within each part.
    """
    spoken = [part for part in re.split(r"['’-]", word.lower()) if part]
    return max(1, sum(_count(part, language.split("-")[0]) for part in spoken))


def _count(word: str, language: str) -> int:
    if not any(letter in _VOWELS for letter in word):
        return 0
    dictionary = _dictionary(language)
    mute = _MUTE.get(language)
    parts = dictionary.inserted(word).split("-") if dictionary and len(word) < LONGEST_WORD else [word]
    count = sum(len(_NUCLEUS.findall(_NO_VOWEL.sub("j", part))) for part in parts)
    if mute and count > 1 and mute.search(_NO_VOWEL.sub("j", word)):
        count -= 1
    return max(count, 1)


# Letters that are written at a word's end and not spoken.
_MUTE = {
    "fr": re.compile(r"[^aeiouyàâèêëîôöùûü]es?$"),
    "en": re.compile(r"[^aeiouyl]e$|[aeiouy]le$|[^aeioudty]ed$|[^aeiouysxzcg]es$"),
}


@lru_cache
def _dictionary(language: str) -> pyphen.Pyphen | None:
    name = {"en": "en_US"}.get(language) or pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=name) if name else None


@dataclass(frozen=True)
class Sentence:
    """A sentence, its length in words and where it stands."""

    text: str
    words: int
    block_id: str = ""
    place: int = 0


@dataclass(frozen=True)
class Figures:
    """What can be counted of a text. `score` is None without a sentence, or where no formula is for its language."""

    words: int
    sentences: int
    syllables: int
    formula: str
    score: float | None
    longest: tuple[Sentence, ...]

    @property
    def words_per_sentence(self) -> float:
        """The mean length of a sentence."""
        return round(self.words / self.sentences, 1) if self.sentences else 0.0

    @property
    def syllables_per_100_words(self) -> float:
        """How long its words are."""
        return round(100 * self.syllables / self.words, 1) if self.words else 0.0


NO_FIGURES = Figures(words=0, sentences=0, syllables=0, formula="", score=None, longest=())
FORMULAS = {"fr": "Kandel-Moles", "en": "Flesch"}


def measure(document: Document, worst: int = 3) -> Figures:
    """The figures of the author's own sentences: no headings, cells, quotations or questions."""
    language = document.language
    measured = [
        Sentence(sentence, len(words(sentence)), block.id, block.place)
        for block, passage in document.prose()
        for sentence in sentences(passage.text, language)
    ]
    spoken = [word for sentence in measured for word in words(sentence.text)]
    counted = sum(syllables(word, language) for word in spoken)
    return Figures(
        words=len(spoken),
        sentences=len(measured),
        syllables=counted,
        formula=FORMULAS.get(language.split("-")[0], ""),
        score=_score(language, len(spoken), len(measured), counted),
        longest=tuple(sorted(measured, key=lambda sentence: -sentence.words)[:worst]),
    )


def _score(language: str, word_count: int, sentence_count: int, syllable_count: int) -> float | None:
    """0 is hard, 100 easy. Kandel and Moles 1958 for French, Flesch 1948 for English."""
    if not word_count or not sentence_count:
        return None
    length = word_count / sentence_count
    match language.split("-")[0]:
        case "fr":
            return round(207 - 1.015 * length - 0.736 * (100 * syllable_count / word_count), 1)
        case "en":
            return round(206.835 - 1.015 * length - 84.6 * syllable_count / word_count, 1)
    return None


def foreign_language(text: str, language: str, least: int = 3) -> str:
    """The language that a text is in, where it clearly isn't `language`; "" otherwise.

    By the small words each language can't do without, and only those no other list has: no guess from a name or a
    medical word.
    """
    own = pattern(language, "small_words")
    if own is None:
        return ""
    for other in languages():
        theirs = pattern(other, "small_words")
        if other == language.split("-")[0] or theirs is None:
            continue
        found = theirs.findall(text)
        if len(found) >= least and not own.search(text):
            return other
    return ""


def excerpt(text: str, length: int = 80) -> str:
    """The beginning of a text, cut at a word."""
    text = tidy(text)
    return text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0]}…"


def has_any(texts: Sequence[str], language: str, name: str) -> bool | None:
    """Whether one of the texts has an expression of a list; None where the language has no such list."""
    found = pattern(language, name)
    return None if found is None else any(found.search(text) for text in texts)
