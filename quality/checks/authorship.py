"""Who wrote it, who reviewed it."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Contributor, Document
from quality.finding import Check, Finding, Level, Message
from quality.text import pattern, words


class Authorship(Check):
    """A named author, and a medical reviewer who is someone else and says what makes them competent."""

    id = "authorship"
    level = Level.BLOCK
    title = _("Author and reviewer")
    why = _("Readers can judge a text when they know who wrote it and who checked it.")
    source = "HONcode, authority; NHS content standard"
    messages = {
        "author": Message(
            _("The page names no author."),
            _("Choose who wrote it under “Authors”."),
        ),
        "reviewer": Message(
            _("No medical reviewer has signed the page in this language."),
            _("Submit it for medical review: the signature names the reviewer."),
        ),
        "same": Message(
            _("%(name)s is among the authors, and can’t be the medical reviewer too."),
            _("Have someone else review it."),
        ),
        "qualification": Message(
            _("The medical reviewer, %(name)s, has no stated qualification."),
            _("Give it under People: it is shown beside the signature."),
        ),
    }

    def find(self, document: Document) -> Iterator[Finding]:
        if not document.authors:
            yield self.page("author", "article_authors")
        if not document.review:
            yield self.page("reviewer")
            return
        reviewer = document.review.reviewer
        if any(_is_same(reviewer, author, document.language) for author in document.authors):
            yield self.page("same", "article_authors", name=reviewer.name)
        if not reviewer.qualification.strip():
            yield self.page("qualification", name=reviewer.name)


def _is_same(one: Contributor, other: Contributor, language: str) -> bool:
    """Whether two are one person, or readers couldn't tell them apart: the names are the same, titles left out."""
    return (one.key is not None and one.key == other.key) or _name(one, language) == _name(other, language)


def _name(person: Contributor, language: str) -> list[str]:
    titles = pattern(language, "titles")
    parts = [word.casefold() for word in words(person.name)]
    return [part for part in parts if not (titles and titles.fullmatch(part))] or [person.name]
