"""The shape of a language's data."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class NumeralGrammar:
    """How a language puts the words of a number together. By itself: tens, then ones."""

    and_behind: range = range(0)
    """Behind which numbers “and” may stand inside one: hundreds in English, tens in French."""
    and_before: Container[int] = range(0)
    """Before which."""
    scores: frozenset[int] = frozenset()
    """What multiplies a twenty behind it: the 4 of “quatre-vingts”."""
    counts_on: frozenset[int] = frozenset()
    """Tens that ten to nineteen are added to: the 60 of “soixante-dix”."""
    most_hundreds: int = 99
    """What may multiply “hundred” at most: “nineteen hundred” is English, and no French."""

    def joins(self, last: int, small: int) -> bool:
        """Whether “and” between two numbers makes one of them."""
        return last in self.and_behind and small in self.and_before

    def multiplies_twenty(self, rest: int, last: int, small: int) -> bool:
        """Whether a twenty behind `last` is multiplied by it; `rest` is what the number is so far, below a hundred."""
        return small == 20 and rest == last and last in self.scores

    def adds(self, rest: int, last: int, small: int) -> bool:
        """Whether a number below a hundred goes on with another."""
        if small == 0 or last == 0:
            return False
        if rest == 0:
            return last >= 100
        if rest % 10 == 0 and rest >= 20 and small < 10:
            return True
        return rest in self.counts_on and (small == 10 or (last >= 20 and 10 < small < 20))


@dataclass(frozen=True)
class Language:
    """How a language writes numbers, units, times and negations. Everything empty: a language nobody has described."""

    decimal: str = ""
    """The decimal mark; the other one of comma and point parts thousands. Empty: either may be either."""

    numerals: Mapping[str, int] = field(default_factory=dict)
    """Words below a hundred that add up: “twenty”, “one”."""
    scales: Mapping[str, int] = field(default_factory=dict)
    """Words that multiply: “hundred”, “million”."""
    grammar: NumeralGrammar = NumeralGrammar()
    and_words: frozenset[str] = frozenset()
    """What may stand inside a number in words, and between two amounts: “and”, “et”."""
    decimal_words: frozenset[str] = frozenset()
    """“point”, “virgule”: decimals follow."""
    ordinals: Mapping[str, tuple[Fraction | int, ...]] = field(default_factory=dict)
    """“third” is the number 3, or a third."""
    numbers: Mapping[str, tuple[Fraction | int, ...]] = field(default_factory=dict)
    """Phrases that are a number: “half”, “dozen”. Several values: any of them may be meant."""
    multiple_stems: tuple[str, ...] = ()
    """How words begin that multiply: “doubling”. The other text may say it in another way, and not otherwise."""
    ordinal_stems: tuple[str, ...] = ()
    """How the ordinals among `numbers` begin: “first”."""
    ordinal_tails: frozenset[str] = frozenset()
    """Those that may end a number in words: “twenty-first”."""
    ordinal_endings: frozenset[str] = frozenset(
        {"er", "ers", "ere", "re", "e", "es", "eme", "emes", "ieme", "iemes", "nd", "nde", "st", "rd", "th"}
    )
    """What makes an ordinal of digits: “3rd”. A text may quote another language's."""
    articles: frozenset[str] = frozenset()
    """“a”: one, or nothing but an article. The number behind it is the one that is meant: “a dozen”."""
    half_of: frozenset[str] = frozenset()
    """“half”, before a dozen."""
    counting_words: frozenset[str] = frozenset()
    """What an article may stand before and be no number: “a dozen”, “a couple”."""
    half_words: frozenset[str] = frozenset()
    """“half”, behind a one."""
    half_prefixes: frozenset[str] = frozenset()
    """“mi-”: half of the word behind it, never of the number before."""
    dozens: frozenset[str] = frozenset()
    """“dozen”, behind a number."""
    collectives: frozenset[str] = frozenset()
    """Numbers that take a partitive: “une dizaine de”, “a couple of”."""
    partitives: frozenset[str] = frozenset()
    """“of”, “de”: between a number and what it counts."""
    before_both: frozenset[str] = frozenset()
    """Before a two that may be said as “both”: “the two”, “les deux”."""
    times_words: frozenset[str] = frozenset()
    """“twice”: a number of times by itself."""
    faint: frozenset[str] = frozenset()
    """Number words that often are none (“un”, “a”, “neuf”): they may answer a number, and need no answer."""
    always: frozenset[str] = frozenset()
    """“around the clock”: 24 hours a day."""
    halves: frozenset[str] = frozenset()
    """What adds a half behind a unit: “and a half”."""

    units: Mapping[str, str] = field(default_factory=dict)
    """Phrases to the unit's symbol in `translations.checks.units`."""
    per: frozenset[str] = frozenset()
    """“per”, “each”: what makes a rate of the unit behind it, after a number."""
    per_unit: frozenset[str] = frozenset({"/"})
    """Those of them that the symbol of a unit may stand behind: “mg per kg”."""
    every: frozenset[str] = frozenset()
    """“every”, “toutes les”: what makes a rate of the duration behind it, anywhere."""
    rates: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """“daily” is 1 per day."""
    durations: Mapping[str, tuple[tuple[Fraction | int, str], ...]] = field(default_factory=dict)
    """“quinze jours” is 15 days, or two weeks."""
    pressure_words: frozenset[str] = frozenset()
    """Where one of them is said, “12/8” is a blood pressure in centimetres of mercury, as a doctor tells it."""
    over_words: frozenset[str] = frozenset()
    """Between the two numbers of a blood pressure, of “24 h sur 24”."""
    range_words: frozenset[str] = frozenset()
    """What may stand between two numbers that share the unit behind the second."""

    months: Mapping[str, int] = field(default_factory=dict)
    short_months: frozenset[str] = frozenset()
    """Abbreviations that are months beside a number alone: “oct”."""
    doubtful_months: frozenset[str] = frozenset()
    """Other words too: months beside a number, or behind one of `before_month`."""
    capital_months: frozenset[str] = frozenset()
    """The same, and only with a capital: “May”."""
    before_month: frozenset[str] = frozenset()
    date_words: frozenset[str] = frozenset()
    """What stands near a month, as a number does: “of”."""
    before_roman: frozenset[str] = frozenset({"stage", "phase", "type", "grade", "class"})
    """What a Roman numeral of one letter stands behind: “stage I”."""
    weekdays: Mapping[str, int] = field(default_factory=dict)
    clock: Mapping[str, int] = field(default_factory=dict)
    """“noon” is 12."""
    past: Mapping[str, Fraction] = field(default_factory=dict)
    """“half past”, “quarter to”: what it adds to the hour behind it."""
    oclock: frozenset[str] = frozenset()
    minutes_behind: Mapping[str, int] = field(default_factory=dict)
    """“et quart”, “moins le quart”: what it adds to the hours before it."""
    hours_tell_time: bool = False
    """Whether “8 h” is a time of day too, and not a duration alone."""
    minutes_follow_hours: bool = False
    """Whether digits behind it are minutes: “8 h 30”."""
    night_words: frozenset[str] = frozenset()
    """Behind a twelve they make it midnight."""
    before_clock: frozenset[str] = frozenset()
    """“at”: a bare number behind it may be a time of day."""
    morning: frozenset[str] = frozenset()
    evening: frozenset[str] = frozenset()
    """Behind a time: “pm”, “du soir”."""
    day_first: bool = True
    senses: Mapping[str, tuple[str, tuple[int, ...]]] = field(default_factory=dict)
    """Words of when: a part of the day, “tomorrow”, “before”. Two of a kind say the same if they share a number."""

    at_least: frozenset[str] = frozenset()
    at_most: frozenset[str] = frozenset()
    """Phrases that make the number behind them a bound."""

    less_words: frozenset[str] = frozenset()
    """Those that a negation turns round: “no less than”."""

    at_least_after: frozenset[str] = frozenset()
    at_most_after: frozenset[str] = frozenset()
    """The same behind the number: “or more”."""

    idioms: frozenset[str] = frozenset()
    """Phrases whose number words are no numbers: “second opinion”, “tiers payant”."""

    negations: frozenset[str] = frozenset()
    """“not”, “sans”: each is one negation."""
    coordinated: frozenset[str] = frozenset()
    """Those of them that carry on a negation (“ni … ni”): one, however often they are said."""
    paired: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """“ne” is a negation only with one of these behind it, in its clause: “pas”."""
    alone: frozenset[str] = frozenset()
    """Verbs that the first word of a pair denies without the second: “ne peut”."""
    paired_before: frozenset[str] = frozenset()
    """Words that close a pair from before it: “personne ne …”."""
    restrictions: frozenset[str] = frozenset()
    """Behind the first word of a pair: it restricts (“ne … que”)."""
    negative_words: Mapping[str, str] = field(default_factory=dict)
    """Words that say no in another way (“avoid”, “sans”), to the kind they are of."""
    negative_endings: frozenset[str] = frozenset()
    """Joined to a word by a hyphen: “without” it."""
    negative_shape: str = ""
    """A regular expression: words of this shape deny (“untreated”)."""
    negative_prefixes: tuple[str, ...] = ()
    """Words that begin so may deny."""
    negative_idioms: frozenset[str] = frozenset()
    """Phrases that look like a negation: “n’hésitez pas à”, “no longer than”."""

    function_words: frozenset[str] = frozenset()
    """The words that tell the language of a sentence."""
    words_of_names: frozenset[str] = frozenset()
    """Those of them that names have (“Institut national du cancer”, “Centers for Disease Control”)."""


NEUTRAL = Language()
