"""What a text says in numbers: quantities, rates, dates, times of day, as facts that can be compared.

`reader` goes through a text from left to right and asks the parsers, one per topic. What a language calls things, and
how it puts numbers together, is data (`translations.checks.languages`): a parser knows no language.
"""

from translations.checks.quantities.digits import numbers_in, wrong_marks
from translations.checks.quantities.fact import Fact, Reading, rate, reading
from translations.checks.quantities.reader import facts

__all__ = ["Fact", "Reading", "facts", "numbers_in", "rate", "reading", "wrong_marks"]
