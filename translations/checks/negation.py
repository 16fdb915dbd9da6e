"""translation-negation: what the source denies, the translation denies too, and nothing else."""

import itertools
import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from translations.checks.finding import Finding, Pair
from translations.checks.languages import Language
from translations.checks.text import Token, phrases, plain, said, tokens

ID = "translation-negation"
_CLAUSE_ENDS = frozenset(".;:!?…")


@dataclass(frozen=True)
class Negation:
    """A place where a text says no."""

    kind: str
    """"not" must be answered. Anything else may answer one: another way to say no."""
    text: str
    place: int = 0


# A translation of any of these may drop the negation or bring one.
_NEEDS_ANSWER = frozenset({"not", "without", "contra", "forbid", "advise", "avoid", "prefix", "cap", "absence"})


# These answer nothing: “only”, and words that merely look negative, but for an “unpaid”.
_DEAF = frozenset({"only", "shape", "limit", "bound", "done", "hard", "ignore", "forget", "wait", "worry", "hesitate"})
_DOUBLED = frozenset({"prefix", "rare", "lack", "ignore", "forget", "hard", "wait", "worry", "hesitate"})
_HEARD = frozenset({("prefix", "shape"), ("cap", "limit"), ("not", "limit")})


def check(pair: Pair) -> list[Finding]:
    """A finding for a negation that is lost, one for a negation that came in."""
    if not all(language.negations for language in pair.languages):
        return []
    source, target = (
        negations(text, language) for text, language in zip((pair.source, pair.target), pair.languages, strict=True)
    )
    lost, added = unanswered(source, target), unanswered(target, source)
    found = []
    if lost:
        words = ", ".join(negation.text for negation in lost)
        found.append(
            Finding(
                ID,
                "warn",
                _("“%(words)s” in the source has no negation in the translation.") % {"words": words},
                source=words,
            )
        )
    if added:
        words = ", ".join(negation.text for negation in added)
        found.append(
            Finding(
                ID,
                "warn",
                _("“%(words)s” in the translation has no negation in the source.") % {"words": words},
                target=words,
            )
        )
    return found


def unanswered(those: list[Negation], others: list[Negation]) -> list[Negation]:
    """The negations among `those` that none of `others` answers."""
    mine, theirs = list(those), list(others)
    for negation in those:  # the same way of saying no, first
        answer = next((other for other in theirs if other.kind == negation.kind), None)
        if answer:
            mine.remove(negation)
            theirs.remove(answer)
    left = []
    for negation in mine:
        opposite = next((other for other in theirs if _opposite(negation, other)), None)
        if opposite:
            left.append(negation)
            continue
        if negation.kind not in _NEEDS_ANSWER:
            continue
        able = [
            other
            for other in theirs
            if not (other.kind in _DEAF or other.kind.startswith("not ")) or (negation.kind, other.kind) in _HEARD
        ]
        if able:
            theirs.remove(min(able, key=lambda other: other.kind not in _NEEDS_ANSWER))
        else:
            left.append(negation)
    return left


def _opposite(double: Negation, single: Negation) -> bool:
    """“Not rare” against “rare”."""
    return double.kind == f"not {single.kind}"


def negations(segment: str, language: Language) -> list[Negation]:
    """Where the segment says no, in reading order."""
    words = tokens(plain(segment))
    found: list[Negation] = []
    idioms, kinds = phrases(language.negative_idioms), phrases(frozenset(language.negative_words))
    taken: set[int] = set()
    index = 0
    while index < len(words):
        token = words[index]
        if index in taken:
            index += 1
        elif length := idioms.at(words, index):
            found.append(Negation("idiom", said(words, index, length)))
            index += length
        elif token.joined and token.folded in language.negative_endings:
            found.append(Negation("without", token.text, index))
            index += 1
        elif length := kinds.at(words, index):
            found.append(
                Negation(language.negative_words[said(words, index, length)], said(words, index, length), index)
            )
            index += length
        else:
            if (elided := _opened(token, language)) is not None:
                found += _closed(words, index, language, taken, elided)
            elif token.folded in language.negations and not _is_contraction_of_other(words, index):
                again = token.folded in language.coordinated and bool(found)
                found.append(Negation("idiom" if again else "not", _as_written(words, index), index))
            elif (
                language.negative_shape and len(token.text) < 30 and re.fullmatch(language.negative_shape, token.folded)
            ):
                found.append(Negation("prefix", token.text, index))
            elif len(token.text) > 4 and token.folded.startswith(language.negative_prefixes):
                found.append(Negation("shape", token.text))
            index += 1
    return _without_doubles(found)


def _without_doubles(found: list[Negation]) -> list[Negation]:
    """“Not impossible” may be “possible”: neither half needs an answer. Nor has an “until” to be negative."""
    result = list(found)
    for place, (one, other) in enumerate(itertools.pairwise(found)):
        near = other.place - one.place
        if one.kind in {"not", "without"} and other.kind in _DOUBLED and near <= 3:
            result[place], result[place + 1] = replace(one, kind="done"), replace(other, kind=f"not {other.kind}")
        elif one.kind == "until" and other.kind == "not" and near <= 8:
            result[place + 1] = replace(other, kind="idiom")  # “tant que … ne … pas” is “until”
    return result


def _as_written(words: list[Token], index: int) -> str:
    token = words[index]
    return f"{words[index - 1].text}’t" if token.folded == "t" and index else token.text


def _is_contraction_of_other(words: list[Token], index: int) -> bool:
    """A t that isn't the end of “don’t”."""
    return words[index].folded == "t" and not (
        index and words[index - 1].elided and words[index - 1].folded.endswith("n")
    )


def _opened(token: Token, language: Language) -> str | None:
    if token.folded in language.paired:
        return token.folded
    elided = f"{token.folded}e"
    return elided if token.elided and elided in language.paired else None


def _closed(words: list[Token], index: int, language: Language, taken: set[int], word: str) -> list[Negation]:
    """What the second word of the pair makes of the first: a negation, a restriction, or nothing (an expletive)."""
    seconds = language.paired[word]
    count, last, text = 0, index, ""
    for place in range(index + 1, min(index + 14, len(words))):
        token = words[place]
        if token.folded in _CLAUSE_ENDS or _opened(token, language):
            break
        if token.folded in seconds:
            taken.add(place)
            count, last = count + 1, place
            if count == 1:
                text = f"{words[index].text} … {token.text}"
        elif token.folded in language.restrictions and not count:
            taken.add(place)
            return [Negation("only", f"{words[index].text} … {token.text}")]
        elif token.folded in language.restrictions or (token.text == "," and count):
            break
    if not count:
        before = {other.folded for other in words[max(index - 4, 0) : index]} & language.paired_before
        if before:
            return [Negation("not", f"{min(before)} {words[index].text}", index)]
        if following := {other.folded for other in words[index + 1 : index + 3]} & language.alone:
            return [Negation("not", f"{words[index].text} {min(following)}", index)]
        return [Negation("idiom", words[index].text)]
    # “ne … ni … ni”: one negation; another language may say it twice.
    return [Negation("not", text, last), *(Negation("idiom", text) for _again in range(count - 1))]
