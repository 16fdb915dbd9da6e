"""Numbers that are understood."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import pattern, sentences

# A risk of 0 % or of 100 % says nobody or everybody.
_WHOLE = re.compile(r"\b(?:0|100)\s?%")


class Numbers(Check):
    """A risk in persons before it is in per cent; never two numerals side by side."""

    id = "numbers"
    level = Level.WARN
    title = _("Numbers")
    why = _("“1 in 2 people” is understood by more readers than “50 %”; two numerals side by side are misread.")
    source = "NHS content standard, numbers"
    for_any_text = True
    messages = {
        "percent": Message(
            _("“%(number)s”: the same is not said in persons first."),
            _("Write “1 in 5 people (20 %%)”, with a number of people that is easy to imagine."),
        ),
        "side_by_side": Message(
            _("Two numerals stand side by side: “%(number)s”."), _("Write one of them as a word: “two 500 mg tablets”.")
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        percent = pattern(document.language, "percent")
        frequency = pattern(document.language, "frequency")
        no_risk = pattern(document.language, "not_a_risk")
        counters = pattern(document.language, "counters")
        for block, passage in document.prose():
            said = None  # where this passage has said it in persons
            place = 0
            for sentence in sentences(passage.text, document.language):
                if frequency and said is None and (found := frequency.search(sentence)):
                    said = place + found.start()
                number = percent.search(sentence) if percent else None
                if (
                    number
                    and not _WHOLE.fullmatch(number[0])
                    and not (no_risk and no_risk.search(sentence))
                    and (said is None or said > place + number.start())
                ):
                    yield self.block("percent", block, number=number[0])
                    break
                place += len(sentence) + 1
            if counters and (found := _side_by_side(counters).search(passage.text)):
                yield self.block("side_by_side", block, number=found[0])


def _side_by_side(counters: re.Pattern[str]) -> re.Pattern[str]:
    """“2 500 mg tablets”, “2 10 mg”: a small number before a dose; not the thousands of “2 500 mg” alone."""
    return re.compile(
        rf"(?<![\w.,])\d{{1,2}}\s(?:\d{{1,2}}|\d{{3,4}})\s?(?:mg|µg|ml|g)\s(?:{counters.pattern})"
        r"|(?<![\w.,])\d{1,2}\s\d{1,2}\s?(?:mg|µg|ml|g)\b"
        # “In 2020 350 people”: a year, for no number has four digits before its thousands.
        r"|(?<![\w.,/-])(?<!\d\s)(?:19|20)\d{2}\s\d{1,3}(?!\w)(?!\s\d)",
        re.IGNORECASE,
    )
