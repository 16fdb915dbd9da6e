"""What the reader can do."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import has_any


class Action(Check):
    """The reader is spoken to, and told what to do in steps."""

    id = "action"
    level = Level.WARN
    title = _("What the reader can do")
    why = _("A text helps when its reader knows what to do next.")
    source = "PEMAT, actionability"
    messages = {
        "address": Message(
            _("The text never speaks to the reader."),
            _("Write “you”: what you can do, whom you can ask."),
        ),
        "steps": Message(
            _("Nothing the reader can do is given as steps or as a list."),
            _("Turn what to do into steps, one action each."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        texts = [block.text for block in document.of("introduction", "key_points", "body")]
        if not any(text.strip() for text in texts):
            return
        if has_any(texts, document.language, "you") is False:
            yield self.page("address", "body")
        if not any(block.kind in ("steps", "item_list") for block in document.of("body")) and not any(
            passage.kind == "item" for block in document.of("body") for passage in block.passages
        ):
            yield self.page("steps", "body")
