"""The shape of a language's data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class Language:
    """How a language writes numbers, units, times and negations. Everything empty: a language nobody has described."""

    decimal: str = ""
    """The decimal mark; the other one of comma and point parts thousands. Empty: either may be either."""

    numerals: Mapping[str, int] = field(default_factory=dict)
    """Words below a hundred that add up: “twenty”, “one”."""
    scales: Mapping[str, int] = field(default_factory=dict)
    """Words that multiply: “hundred”, “million”."""
    and_words: frozenset[str] = frozenset()
    """What may stand inside a number in words: “and”, “et”."""
    ordinals: Mapping[str, tuple[Fraction | int, ...]] = field(default_factory=dict)
    """“third” is the number 3, or a third."""
    numbers: Mapping[str, tuple[Fraction | int, ...]] = field(default_factory=dict)
    """Phrases that are a number: “half”, “dozen”. Several values: any of them may be meant."""
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
    every: frozenset[str] = frozenset()
    """“every”, “toutes les”: what makes a rate of the duration behind it, anywhere."""
    rates: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """“daily” is 1 per day."""
    durations: Mapping[str, tuple[tuple[Fraction | int, str], ...]] = field(default_factory=dict)
    """“quinze jours” is 15 days, or two weeks."""
    pressure_words: frozenset[str] = frozenset()
    """Where one of them is said, “12/8” is a blood pressure in centimetres of mercury, as a doctor tells it."""
    range_words: frozenset[str] = frozenset()
    """What may stand between two numbers that share the unit behind the second."""

    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    clock: Mapping[str, int] = field(default_factory=dict)
    """“noon” is 12."""
    past: Mapping[str, Fraction] = field(default_factory=dict)
    """“half past”, “quarter to”: what it adds to the hour behind it."""
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
