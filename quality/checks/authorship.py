"""Who wrote it, who reviewed it."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from quality.document import Document
from quality.finding import Check, Finding, Level, Message


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
            _("%(name)s is author and medical reviewer."),
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
        if len(document.authors) == 1 and reviewer.name == document.authors[0].name:
            yield self.page("same", "article_authors", name=reviewer.name)
        if not reviewer.qualification.strip():
            yield self.page("qualification", name=reviewer.name)
