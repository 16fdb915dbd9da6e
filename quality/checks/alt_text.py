"""Pictures that say something say it in words too."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message
from quality.text import excerpt, foreign_language

FILE_NAME = re.compile(r"^\S+\.(?:avif|gif|jpe?g|png|svg|webp)$|^(?:IMG|DSC|image)[-_ ]?\d+$", re.IGNORECASE)

# That it is a picture is what a screen reader says before it.
NOTHING = re.compile(
    r"(?:une? |an? |the )?(?:image|photo|photographie|photograph|picture|illustration|visuel|graphic|"
    r"capture d['’]écran|screenshot)s?[-_ .]*\d*",
    re.IGNORECASE,
)


class AltText(Check):
    """A picture that says something says it in words too, in the page's language."""

    id = "alt-text"
    level = Level.BLOCK
    title = _("Pictures in words")
    why = _("Those who can’t see a picture get the same information.")
    source = "WCAG 2.2, 1.1.1; RGAA 4.1"
    for_any_text = True
    messages = {
        "missing": Message(
            _("The picture has no description."),
            _("Write what it says, or mark it as decorative."),
        ),
        "file": Message(
            _("The picture’s description is a file name: “%(text)s”."),
            _("Write what the picture says."),
        ),
        "nothing": Message(
            _("The picture’s description doesn’t say what it shows: “%(text)s”."),
            _("Write what the picture says."),
        ),
        "language": Message(
            _("The picture’s description is not in the language of the page: “%(text)s”."),
            _("Write it in the language of the page."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        for block in document.blocks:
            picture = block.picture
            if not picture or picture.is_decorative:
                continue
            text = picture.alternative.strip()
            if not text:
                yield self.block("missing", block)
            elif FILE_NAME.search(text) or _is_file_name(text, picture.file_name):
                yield self.block("file", block, text=excerpt(text))
            elif NOTHING.fullmatch(text):
                yield self.block("nothing", block, text=excerpt(text))
            elif foreign_language(text, document.language, least=2):
                yield self.block("language", block, text=excerpt(text))


def _is_file_name(text: str, file_name: str) -> bool:
    """Whether a text is the name of the picture’s file, which Wagtail proposes as its title, without its ending."""
    if text == file_name:
        return True
    return text.casefold() == file_name.rpartition(".")[0].casefold() and bool(re.fullmatch(r"\S*[\d_-]\S*", text))
