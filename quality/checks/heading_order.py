"""The order of headings."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import excerpt


class HeadingOrder(Check):
    """No level of heading is skipped, no heading is empty."""

    id = "heading-order"
    level = Level.BLOCK
    title = _("Order of headings")
    why = _("Those who listen to a page move by its headings; a missing level is a missing part.")
    source = "WCAG 2.2, 1.3.1"
    for_any_text = True
    messages = {
        "skipped": Message(
            _("The heading “%(heading)s” is part of a section, and no section comes before it."),
            _("Make it a section, or put a section’s heading before it."),
        ),
        "level": Message(
            _("The heading “%(heading)s” is of level %(level)d and follows one of level %(before)d."),
            _("Raise it to the next level, or put a heading of the level that is missing before it."),
        ),
        "empty": Message(
            _("A heading is empty."),
            _("Write it or take it away."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        level = 1  # the title
        for block in document.of("body"):
            if block.kind != "heading":
                continue
            if not block.text.strip():
                yield self.block("empty", block)
            if block.level > level + 1:
                heading = excerpt(block.text)
                if level == 1 and block.level == 3:  # the page’s own words for it
                    yield self.block("skipped", block, heading=heading)
                else:
                    yield self.block("level", block, heading=heading, level=block.level, before=level)
            level = block.level
