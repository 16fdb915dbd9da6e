"""Numbers: in digits, in words, and what makes fractions, decimals and ordinals of them."""

from collections.abc import Mapping
from fractions import Fraction

from translations.checks.quantities.digits import VULGAR, numbers_in
from translations.checks.quantities.fact import Number
from translations.checks.quantities.scanner import Scanner

_HALF = Fraction(1, 2)
_LONGEST_ENDING = 5  # letters
_LARGEST = 10**15
_DECIMALS = 10


def number_at(scanner: Scanner, index: int) -> Number | None:
    """The number that begins at a token."""
    token = scanner.token(index)
    if token is None:
        return None
    if token.is_number:
        return _in_digits(scanner, index)
    if token.text in VULGAR:
        return Number([VULGAR[token.text]], index, index + 1, 2, False)
    return _in_words(scanner, index) if token.is_word else None


def series_at(scanner: Scanner, index: int) -> tuple[list[Number], int]:
    """Numbers with nothing but “to”, “or”, “-” between them, and the token behind."""
    found: list[Number] = []
    while number := number_at(scanner, index):
        found.append(number)
        index = number.stop
        if scanner.has(index, scanner.language.range_words | {"-", "–"}) and number_at(scanner, index + 1):
            index += 1
        else:
            break
    return found, index


def _in_digits(scanner: Scanner, index: int) -> Number:
    token, before, after = scanner.tokens[index], scanner.token(index - 1), scanner.token(index + 1)
    values, _is_wrong = numbers_in(token.text, scanner.language)
    number = Number(values, index, index + 1, 2, True)
    if token.joined and before and before.is_word and before.folded not in scanner.language.units and not before.elided:
        number.firmness = 1  # a name: B12, covid-19
    if after and after.text in VULGAR:
        number.values = [value + VULGAR[after.text] for value in values]
        number.stop += 1
    elif len(values) == 1 and _is_fraction(scanner, index):
        number.values = [values[0] / int(scanner.tokens[index + 2].text)]
        number.stop += 2
    elif (
        after
        and after.joined
        and after.end - after.start <= _LONGEST_ENDING
        and after.folded in scanner.language.ordinal_endings
    ):
        number.stop += 1
        number.ordinal = True
        if values == [Fraction(1)]:
            number.firmness = 0
    else:
        _scale(scanner, number)
    return number


def _is_fraction(scanner: Scanner, index: int) -> bool:
    """A digit, a stroke, a small digit: “1/2”."""
    above, below = scanner.tokens[index].text, scanner.token(index + 2)
    return bool(
        scanner.has(index + 1, {"/"})
        and below
        and below.text in {"2", "3", "4", "8"}
        and len(above) == 1
        and 0 < int(above) < int(below.text)
        and not scanner.has(index + 3, {"/"})
    )


def _scale(scanner: Scanner, number: Number) -> None:
    """“1,5 million”, “3 mille”: the number times its scale."""
    while (token := scanner.token(number.stop)) and (scale := scanner.language.scales.get(token.folded)):
        number.values = [value * scale for value in number.values]
        number.stop += 1


def _in_words(scanner: Scanner, index: int) -> Number | None:
    language, word = scanner.language, scanner.tokens[index].folded
    if word in language.numerals or word in language.scales:
        return _numeral(scanner, index)
    if ordinal := language.ordinals.get(word):
        firmness = 2 if min(ordinal) != 1 else 0
        return Number([Fraction(value) for value in ordinal], index, index + 1, firmness, False, True)
    if values := language.numbers.get(word):
        firmness = 1 if word.startswith(language.multiple_stems) else 0 if word in language.faint else 2
        is_ordinal = word.startswith(language.ordinal_stems)
        number = Number([Fraction(each) for each in values], index, index + 1, firmness, False, is_ordinal)
        return _after_article(scanner, number) or number
    return None


def _after_article(scanner: Scanner, number: Number) -> Number | None:
    """“a dozen”, “half a dozen”, “a quarter”: the number behind an article is the one that is meant."""
    language, word = scanner.language, scanner.tokens[number.start].folded
    is_half = word in language.half_of
    if not is_half and word not in language.articles:
        return None
    following = number_at(scanner, number.stop)
    if not following:
        return None
    counts = scanner.has(number.stop, language.counting_words) or scanner.has(number.stop, language.scales)
    if following.values[0] >= 1 and not counts:
        return None
    if is_half:
        if following.values != [Fraction(12)]:
            return None
        following.values = [value * _HALF for value in following.values]
    following.start = number.start
    return following


def _numeral(scanner: Scanner, start: int) -> Number:
    """A number in words, as far as it goes: “two hundred and fifty”, “quatre-vingt-dix-sept”."""
    language = scanner.language
    value, last, index = _summed(scanner, start)
    if tail := _ordinal_tail(scanner, index, last):
        return Number([Fraction(value + tail)], start, index + 1, 2, False)
    is_one_word = index - start == 1
    firmness = 0 if is_one_word and scanner.has(start, language.faint) else 2
    if is_one_word and value == 2 and scanner.has(start - 1, language.before_both):
        firmness = 1
    number = Number([Fraction(value)], start, index, firmness, False)
    if decimals := _decimals(scanner, index):
        number.values, number.stop = [value + decimals[0]], decimals[1]
        _scale(scanner, number)
    else:
        _times_a_part(scanner, number)
    return number


def _summed(scanner: Scanner, start: int) -> tuple[int, int, int]:
    """What the words from `start` add up to, the last of them, and the token behind."""
    language, grammar = scanner.language, scanner.language.grammar
    total, current, last, limit, index = 0, 0, -1, _LARGEST, start
    while token := scanner.token(index):
        word = token.folded
        if index > start and word in language.and_words:
            following = scanner.token(index + 1)
            small = language.numerals.get(following.folded, -1) if following else -1
            if not grammar.joins(last, small):
                break
        elif word in language.numerals:
            small = language.numerals[word]
            if index == start:
                current = small
            elif grammar.multiplies_twenty(current % 100, last, small):
                current += 19 * last
                small = 20 * last
            elif grammar.adds(current % 100, last, small):
                current += small
            else:
                break
            last = small
        elif (scale := language.scales.get(word)) == 100:
            if current > grammar.most_hundreds:
                break
            current = max(current, 1) * 100
            last = scale
        elif scale is not None and scale < limit:
            total, current, limit, last = total + max(current, 1) * scale, 0, scale, scale
        else:
            break
        index += 1
    return total + current, last, index


def _ordinal_tail(scanner: Scanner, index: int, last: int) -> int:
    """What an ordinal adds that is joined to tens: “twenty-third”; 0 without one."""
    token = scanner.token(index)
    if not token or last < 20 or not token.joined:
        return 0
    language = scanner.language
    tail = language.ordinals.get(token.folded)
    if not tail and token.folded in language.ordinal_tails:
        tail = language.numbers.get(token.folded)
    return int(tail[0]) if tail and tail[0] < 10 else 0


def _times_a_part(scanner: Scanner, number: Number) -> None:
    """“three quarters”, “two dozen”, “one half”: the number times what follows."""
    language, token, value = scanner.language, scanner.token(number.stop), number.values[0]
    if not token:
        return
    word = token.folded
    parts = [part for part in _values(language.ordinals, language.numbers, word) if part < 1]
    if word in language.half_words:
        factors = [_HALF] if value == 1 else []
    elif word in language.dozens:
        factors = [Fraction(12)]
    else:
        factors = [] if word in language.half_prefixes else parts
    if factors:
        number.values, number.stop, number.firmness = [value * each for each in factors], number.stop + 1, 2


def _values(
    ordinals: Mapping[str, tuple[Fraction | int, ...]], numbers: Mapping[str, tuple[Fraction | int, ...]], word: str
) -> list[Fraction]:
    return [Fraction(each) for each in ordinals.get(word) or numbers.get(word) or ()]


def _decimals(scanner: Scanner, index: int) -> tuple[Fraction, int] | None:
    """“virgule cinq”, “point five”."""
    if not scanner.has(index, scanner.language.decimal_words):
        return None
    digits, stop = "", index + 1
    while (token := scanner.token(stop)) and (small := scanner.language.numerals.get(token.folded)) is not None:
        digits, stop = digits + str(small), stop + 1
    return (Fraction(int(digits), 10 ** len(digits)), stop) if digits and len(digits) < _DECIMALS else None
