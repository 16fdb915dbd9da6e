"""One check per file; the list of all of them, in the order of the criteria."""

from quality.checks.action import Action
from quality.checks.alt_text import AltText
from quality.checks.authorship import Authorship
from quality.checks.disclosure import Disclosure
from quality.checks.four_eyes import FourEyes
from quality.checks.further_help import FurtherHelp
from quality.checks.heading_order import HeadingOrder
from quality.checks.jargon import Jargon
from quality.checks.key_points import KeyPoints
from quality.checks.language_of_parts import LanguageOfParts
from quality.checks.not_a_substitute import NotASubstitute
from quality.checks.numbers import Numbers
from quality.checks.overdue import Overdue
from quality.checks.purpose import Purpose
from quality.checks.questions import Questions
from quality.checks.quote_attribution import QuoteAttribution
from quality.checks.readability import Readability
from quality.checks.review_dates import ReviewDates
from quality.checks.review_not_edit import ReviewNotEdit
from quality.checks.sentence_length import SentenceLength
from quality.checks.source_age import SourceAge
from quality.checks.sources import Sources
from quality.checks.treatment_facts import TreatmentFacts
from quality.checks.true_metadata import TrueMetadata
from quality.checks.unfinished import Unfinished
from quality.checks.warning_signs import WarningSigns
from quality.finding import Check

CHECKS: list[Check] = [
    Authorship(),
    FourEyes(),
    ReviewDates(),
    ReviewNotEdit(),
    Overdue(),
    Sources(),
    SourceAge(),
    Disclosure(),
    NotASubstitute(),
    Purpose(),
    Unfinished(),
    KeyPoints(),
    TreatmentFacts(),
    Questions(),
    WarningSigns(),
    FurtherHelp(),
    SentenceLength(),
    Readability(),
    Jargon(),
    Numbers(),
    Action(),
    AltText(),
    HeadingOrder(),
    LanguageOfParts(),
    QuoteAttribution(),
    TrueMetadata(),
]
