"""What one must know of a treatment."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import has_any

TOPICS = ("how", "benefits", "risks", "nothing", "alternatives", "quality_of_life", "uncertainty")


class TreatmentFacts(Check):
    """A treatment page covers what one must know to choose."""

    id = "treatment-facts"
    level = Level.WARN
    title = _("Facts on a treatment")
    why = _("Nobody can choose without knowing benefits, risks, the other choices and what happens without.")
    source = "DISCERN 8–14"
    messages = {
        "kind": Message(
            _("The page does not say what it is about: a condition, a treatment, an examination, support."),
            _("Choose its kind: it decides what is expected of it."),
        ),
        "how": Message(
            _("A page on a treatment: nothing says how it works."),
            _("Explain in a few sentences what it does."),
        ),
        "benefits": Message(
            _("A page on a treatment: nothing is said of its benefits."),
            _("Say what one may expect of it, and for how many people."),
        ),
        "risks": Message(
            _("A page on a treatment: nothing is said of its risks."),
            _("Say which are frequent, which are serious."),
        ),
        "nothing": Message(
            _("A page on a treatment: nothing says what happens without it."),
            _("Say what may happen if one waits or refuses."),
        ),
        "alternatives": Message(
            _("A page on a treatment: no other choice is named."),
            _("Name the other treatments that exist."),
        ),
        "quality_of_life": Message(
            _("A page on a treatment: nothing is said of life with it."),
            _("Say what changes day to day: work, tiredness, activities."),
        ),
        "uncertainty": Message(
            _("A page on a treatment: nothing is said of what is uncertain."),
            _("Say what is not known, or varies from one person to another."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        if not document.kind:
            yield self.page("kind", "kind")
        if document.kind != "treatment":
            return
        texts = document.said()
        for topic in TOPICS:
            if has_any(texts, document.language, f"topics.{topic}") is False:
                yield self.page(topic, "body")
