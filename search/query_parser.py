"""What a reader's words mean: groups of alternatives, from the words as typed to their nearest spelling.

First come the word itself, its inflections, and the other names of its term. Only a word that no text of the language
has is looked for otherwise: as a term's name in another language, as two words or one, as a beginning, as a typing
error.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log2

from django.db import connection, transaction
from django.db.models import Q

from search.languages import inflections
from search.lexemes import Token, content, quoted, tokens_of
from search.models import Phrase, Word
from vocabulary.models import LANGUAGES

MOST_WORDS = 12
MOST_GUESSES = 5
LONGEST_WORD = 40  # letters: a longer one is looked for as it is, and not guessed at
LONGEST_NAME = 6  # words of a term's name that are looked for
NEAR = """
    SELECT word, stem, spelling, distance
    FROM (
        SELECT word, stem, spelling, entries, alikeness, least(
            levenshtein_less_equal(word, %(word)s, %(edits)s), levenshtein_less_equal(stem, %(stem)s, %(edits)s)
        ) AS distance
        FROM (
            SELECT *, similarity(word, %(word)s) AS alikeness FROM search_word
            WHERE language = %(language)s AND word %% %(word)s
                AND length(word) BETWEEN length(%(word)s) - 3 AND length(%(word)s) + 3
            ORDER BY alikeness DESC LIMIT 100
        ) AS alike
    ) AS measured
    WHERE distance <= %(edits)s
    ORDER BY distance, left(word, 1) <> left(%(word)s, 1), alikeness DESC, entries DESC, word LIMIT 3
"""
BEGINNING = """
    SELECT stem FROM search_word WHERE language = %s AND word LIKE %s GROUP BY stem ORDER BY sum(entries) DESC LIMIT 8
"""


@dataclass(frozen=True)
class Alternative:
    """One way to meet a group: a tsquery, what it is worth, and whether it asks for the words exactly as typed."""

    query: str
    worth: float
    is_exact: bool = False


@dataclass
class Group:
    """What one word, or several that are one name, may be met by. Rare words weigh more."""

    alternatives: list[Alternative]
    weight: float


@dataclass
class Understanding:
    """A query in one language."""

    text: str
    language: str
    groups: list[Group] = field(default_factory=list)
    terms: list[int] = field(default_factory=list)  # the whole query is a name of these
    also: list[str] = field(default_factory=list)  # other names that were searched for
    foreign: list[tuple[str, str, str]] = field(default_factory=list)  # (name typed, its language, this one's name)
    corrections: dict[str, str] = field(default_factory=dict)  # folded word: nearest spelling
    unknown: list[str] = field(default_factory=list)  # no text of this language has them
    words: list[str] = field(default_factory=list)


@dataclass
class _Known:
    """The words of the language that a query may mean, as the index has them."""

    stems: dict[str, int]  # with the entries that have them
    words: dict[str, str]  # with their stems


def understand(text: str, language: str, guesses: int = MOST_GUESSES) -> Understanding:
    """What `text` asks for in `language`. At most five queries, and a few for each guess.

    So many words that no text has are taken for others; the rest of them, which would find nothing, are left out.
    """
    found = Understanding(text, language)
    everything = tokens_of(text, LANGUAGES)[: 3 * MOST_WORDS]
    tokens = content(everything, language)[:MOST_WORDS]
    if not tokens:
        return found
    found.words = [token.word for token in tokens]
    known = _known(tokens, language)
    phrases = _phrases(everything, tokens)
    strange = [token for token in tokens if not _is_known(token, known, language)]
    named = {id(token) for start, stop, _names in _spans(tokens, phrases, language) for token in tokens[start:stop]}
    elsewhere = _named_elsewhere(everything, phrases, language, strange)
    for token in strange:
        if id(token) in named or id(token) in elsewhere:
            continue
        near = nearest(token.word, token.stems[language], language) if len(found.unknown) < guesses else []
        is_split = bool(joined_or_split(token, known)) and not (near and near[0][3] == 1)
        if is_split:
            continue
        found.unknown.append(token.word)
        if len(found.unknown) > guesses:
            tokens.remove(token)
        elif near and not beginnings(token.word, language):
            found.corrections[token.word] = near[0][2]
            token.stems[language] = near[0][1]
    if found.corrections:
        phrases = _phrases(everything, tokens)
    _group(found, tokens, known, phrases, elsewhere)
    return found


def nearest(word: str, stem: str, language: str, edits: int = 2) -> list[tuple[str, str, str, int]]:
    """The known words within two edits, one in a short word: (word, stem, spelling, distance), best first."""
    if not 4 <= len(word) <= LONGEST_WORD or not word.isalpha():
        return []
    edits = min(edits, 1 if len(word) < 6 else 2)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', '0.2', true)")
        cursor.execute(NEAR, {"word": word, "stem": stem, "language": language, "edits": edits})
        return cursor.fetchall()


def beginnings(word: str, language: str) -> list[str]:
    """The stems of the commonest words that begin with `word`."""
    if not 4 <= len(word) <= LONGEST_WORD:
        return []
    with connection.cursor() as cursor:
        cursor.execute(BEGINNING, [language, word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"])
        return [stem for (stem,) in cursor.fetchall()]


def family(word: str, language: str) -> list[str]:
    """The stems of words that begin as `word` does, for at least six letters and two thirds of it: “hypertendu”."""
    for length in range(len(word) - 1, max(5, len(word) * 2 // 3), -1):
        if stems := beginnings(word[:length], language):
            return stems
    return []


def joined_or_split(token: Token, known: _Known) -> list[str]:
    """Stems that together are the word written as one, where it is two in the texts: “antiinflammatoire”."""
    word = token.word
    cuts = (
        (word[:cut], word[cut:])
        for cut in range(3, len(word) - 2)
        if word[:cut] in known.words and word[cut:] in known.words
    )
    # The longest first half: “anti”, not “ant”.
    return next(([known.words[first], known.words[second]] for first, second in reversed(list(cuts))), [])


def _known(tokens: Sequence[Token], language: str) -> _Known:
    forms = {form for token in tokens for form in inflections(token.word, language)}
    forms |= {first.word + second.word for first, second in pairwise(tokens)}
    forms |= {
        half
        for token in tokens
        for cut in range(3, min(len(token.word), LONGEST_WORD) - 2)
        for half in (token.word[:cut], token.word[cut:])
    }
    stems = {token.stems[language] for token in tokens}
    known = _Known({}, {})
    for row in Word.objects.filter(Q(word__in=forms) | Q(stem__in=stems), language=language):
        known.words[row.word] = row.stem
        known.stems[row.stem] = known.stems.get(row.stem, 0) + row.entries
    return known


def _is_known(token: Token, known: _Known, language: str) -> bool:
    return token.stems[language] in known.stems or any(
        form in known.words for form in inflections(token.word, language)
    )


def _is_form(token: Token, known: _Known, language: str) -> bool:
    """Whether the texts have the word, a form of it, or a longer one of its stem: “weeks” for “week”."""
    return any(form in known.words for form in inflections(token.word, language)) or any(
        stem == token.stems[language] and word.startswith(token.word) for word, stem in known.words.items()
    )


Phrases = dict[tuple[str, str], list[Phrase]]


def _phrases(everything: Sequence[Token], tokens: Sequence[Token]) -> "tuple[Phrases, dict[int, list[Phrase]]]":
    """The terms' names that the query has as words in a row, in any language; and all names of these terms."""
    keys: dict[str, set[str]] = {}
    for language in LANGUAGES:
        own = tokens if all(language in token.stems for token in tokens) else content(everything, language)
        for some in (own, content(everything, language)):
            for _start, _stop, key in _keys(some, language):
                keys.setdefault(language, set()).add(key)
    asked = Q(pk=None)
    for language, each in keys.items():
        asked |= Q(language=language, key__in=each)
    by_key: Phrases = {}
    by_term: dict[int, list[Phrase]] = {}
    for phrase in Phrase.objects.filter(term__in=Phrase.objects.filter(asked).values("term")).order_by("pk"):
        by_key.setdefault((phrase.language, phrase.key), []).append(phrase)
        by_term.setdefault(phrase.term_id, []).append(phrase)
    return by_key, by_term


def _keys(tokens: Sequence[Token], language: str) -> Iterator[tuple[int, int, str]]:
    """Every row of words as a phrase's key, the longest first."""
    for length in range(min(LONGEST_NAME, len(tokens)), 0, -1):
        for start in range(len(tokens) - length + 1):
            row = tokens[start : start + length]
            if all(language in token.stems for token in row):
                yield start, start + length, " ".join(token.stems[language] for token in row)


def _spans(tokens: Sequence[Token], phrases: "tuple", language: str) -> list[tuple[int, int, list[Phrase]]]:
    """The names in the query, none within another: where each begins and ends, and the terms' phrases."""
    taken: set[int] = set()
    spans = []
    for start, stop, key in _keys(tokens, language):
        if (language, key) in phrases[0] and not taken & set(range(start, stop)):
            taken |= set(range(start, stop))
            spans.append((start, stop, phrases[0][language, key]))
    return spans


def _named_elsewhere(
    everything: Sequence[Token], phrases: "tuple", language: str, strange: Sequence[Token]
) -> dict[int, tuple[int, list[Phrase], str]]:
    """The words that are part of a term's name in another language, if one of them is strange here."""
    unknown = {id(token) for token in strange}
    found: dict[int, tuple[int, list[Phrase], str]] = {}
    for other in LANGUAGES:
        if other == language:
            continue
        own = content(everything, other)
        for number, (start, stop, names) in enumerate(_spans(own, phrases, other)):
            row = own[start:stop]
            here = [phrase for name in names for phrase in phrases[1][name.term_id] if phrase.language == language]
            if here and unknown & {id(token) for token in row}:
                for token in row:
                    found.setdefault(id(token), (number, here, names[0].text))
    return found


def _group(
    found: Understanding,
    tokens: Sequence[Token],
    known: _Known,
    phrases: "tuple",
    elsewhere: dict[int, tuple[int, list[Phrase], str]],
) -> None:
    language = found.language
    spans = {start: (stop, names) for start, stop, names in _spans(tokens, phrases, language)}
    seen: set[int] = set()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if at in spans:
            stop, names = spans[at]
            terms = list(dict.fromkeys(name.term_id for name in names))
            if stop - at == len(tokens):
                found.terms = terms
            _add_name(found, tokens[at:stop], terms, known, phrases[1])
            at = stop
            continue
        at += 1
        if id(token) in elsewhere:
            number, here, typed = elsewhere[id(token)]
            if number not in seen:
                seen.add(number)
                # The other language of a name typed here: any but this one, and there are two in most portals.
                _add_foreign(found, here, typed, known, phrases[1])
            continue
        _add_word(found, token, tokens[at] if at < len(tokens) else None, known)


def _weight(entries: float) -> float:
    return 1 / log2(2 + entries)


def _add_name(
    found: Understanding, row: Sequence[Token], terms: list[int], known: _Known, by_term: dict[int, list[Phrase]]
) -> None:
    """A term's name: as typed, else its other names."""
    language = found.language
    alternatives = list(_as_typed(row, language, known))
    typed = {" ".join(token.stems[language] for token in row)}
    for term in terms:
        for phrase in by_term[term]:
            if phrase.language == language and phrase.key not in typed:
                typed.add(phrase.key)
                alternatives.append(Alternative(phrase.query, 0.8))
                found.also.append(phrase.text)
    # What the glossary names is what the query is about; what is beside it are circumstances.
    weight = 2 * sum(_weight(known.stems.get(token.stems[language], 0)) for token in row)
    found.groups.append(Group(alternatives, weight))


def _as_typed(row: Sequence[Token], language: str, known: _Known) -> Iterator[Alternative]:
    exact = [quoted(token.word) for token in row]
    stems = [_forms(token, language, known) for token in row]
    if len(row) == 1:
        yield Alternative(exact[0], 1, is_exact=True)
        yield Alternative(stems[0], 0.9)
        return
    gaps = [f" <{after.position - before.position}> " for before, after in pairwise(row)]
    yield Alternative("".join(part for pair in zip(stems, [*gaps, ""], strict=True) for part in pair), 1)
    yield Alternative(" & ".join(stems), 0.6)


def _forms(token: Token, language: str, known: _Known) -> str:
    """The stem, and the stems of inflected forms that the texts have."""
    stems = [token.stems[language]]
    stems += [known.words[form] for form in inflections(token.word, language) if form in known.words]
    return "(" + " | ".join(quoted(stem) for stem in dict.fromkeys(stems)) + ")"


def _add_foreign(
    found: Understanding, here: list[Phrase], typed: str, known: _Known, by_term: dict[int, list[Phrase]]
) -> None:
    name = here[0]
    languages = [
        phrase.language
        for phrase in by_term[name.term_id]
        if phrase.text == typed and phrase.language != found.language
    ]
    found.foreign.append((typed, languages[0] if languages else "", name.text))
    found.groups.append(Group([Alternative(phrase.query, 0.8) for phrase in here], 1.0))
    found.terms += [] if len(found.groups) > 1 else list(dict.fromkeys(phrase.term_id for phrase in here))


def _add_word(found: Understanding, token: Token, following: Token | None, known: _Known) -> None:
    language = found.language
    stem = token.stems[language]
    alternatives = list(_as_typed([token], language, known))
    if following and (joined := token.word + following.word) in known.words:
        alternatives.append(Alternative(quoted(known.words[joined]), 0.9))
    if token.word in found.corrections:
        alternatives = [Alternative(quoted(stem), 0.7)]
    elif not _is_known(token, known, language):
        if halves := joined_or_split(token, known):
            alternatives.append(Alternative(" <-> ".join(quoted(half) for half in halves), 0.9))
        alternatives += [Alternative(quoted(each), 0.7) for each in beginnings(token.word, language)]
        if len(alternatives) == 2:
            alternatives += [Alternative(quoted(each), 0.5) for each in family(token.word, language)]
    elif not _is_form(token, known, language):
        # Only its stem is known: “scaner” has the stem of “scan”, and is a slip for “scanner”.
        near = nearest(token.word, stem, language, edits=1)
        alternatives += [Alternative(quoted(each[1]), 0.95) for each in near]
    found.groups.append(Group(alternatives, _weight(known.stems.get(stem, 0))))
