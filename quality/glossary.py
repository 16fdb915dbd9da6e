"""Words that a glossary should hold: what medicine says and most readers don't.

How rare a word is in general says nothing: what is rare isn't therefore medical. Besides, wordfreq, the library for
that, is no longer kept up. Words are known by their form: the endings, beginnings and roots of medical words and
medicines' names, listed in `quality/words/<language>.toml`. Acronyms count too. So does what authors put into a list of
definitions: someone had to explain it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

import simplemma

from quality.document import Block, Document, Passage
from quality.text import ACRONYM, ROMAN, excerpt, pattern, sentences, vocabulary, words

LONGEST_ENTRY = 4  # words: what is longer in a list of definitions is no word of a glossary


@dataclass(frozen=True)
class Candidate:
    """A word where it stands. `key` is the same for all its forms, `written` how an entry would have it."""

    key: str
    written: str
    sentence: str
    block_id: str


def candidates(document: Document) -> Iterator[Candidate]:
    """The words of a document that a glossary might hold, each as often as it is used."""
    language = document.language.split("-")[0]
    medical, other = pattern(language, "medical"), pattern(language, "not_medical")
    known = set(vocabulary(language).get("known_acronyms", ()))
    for block in document.of("introduction", "key_points", "body"):
        yield from _defined(block, language)
        for passage in block.passages:
            if not passage.is_prose:
                continue
            for sentence in sentences(passage.text, document.language):
                for word in words(sentence):
                    acronym = word.removesuffix("s")
                    is_acronym = ACRONYM.fullmatch(word) and acronym not in known and not ROMAN.fullmatch(acronym)
                    is_medical = medical and medical.fullmatch(word) and not (other and other.fullmatch(word))
                    if is_acronym:
                        yield Candidate(acronym, acronym, excerpt(sentence, 200), block.id)
                    elif is_medical:
                        key = key_of(word, language)
                        yield Candidate(key, key, excerpt(sentence, 200), block.id)


def _defined(block: Block, language: str) -> Iterator[Candidate]:
    for term, explanation in pairwise((*block.passages, Passage(""))):
        if term.kind == "term" and 1 <= len(words(term.text)) <= LONGEST_ENTRY:
            said = excerpt(f"{term.text}: {explanation.text}", 200)
            yield Candidate(key_of(term.text, language), term.text, said, block.id)


def key_of(text: str, language: str) -> str:
    """A word or expression in the form of a dictionary, to compare."""
    found = words(text.replace("’", "'").lower())
    return " ".join(_lemma(word, language) for word in found)


def _lemma(word: str, language: str) -> str:
    try:
        lemma = simplemma.lemmatize(word, lang=language).lower()
    except ValueError:  # a language that simplemma doesn't know
        lemma = word
    # It knows few medical words: of those it leaves alone, the plural is taken off.
    is_plural = lemma == word and len(word) > 4 and word.endswith("s") and word[-2] not in "siu"
    return lemma[:-1] if is_plural else lemma


def is_known(key: str, glossary: Collection[str]) -> bool:
    """Whether a word is an entry of a glossary (`key_of` of each), or part of one."""
    return key in glossary or any(key in entry.split() for entry in glossary if " " in entry)
