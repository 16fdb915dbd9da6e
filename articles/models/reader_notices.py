"""What readers of an article are told of its medical review, and of what has changed since."""

import datetime
from functools import cached_property

from articles.content.digest import SEARCH_FIELDS
from articles.models.review import BlockNotice, Review
from vocabulary.base_page import PortalPage


class ReaderNotices(PortalPage):
    """The review that readers are told of, and the notices beside passages."""

    class Meta:
        abstract = True

    @cached_property
    def latest_review(self) -> "Review | None":
        """The medical sign-off that readers are told of. One query."""
        return Review.objects.select_related("reviewer").filter(page=self.pk).first()

    @property
    def shown_review(self) -> "Review | None":
        """The review that machines are told of: none while the page holds a change that its reviewer has not seen."""
        return None if self.unsigned_since else self.latest_review

    @cached_property
    def reader_notices(self) -> list["BlockNotice"]:
        """What readers must know of its passages. One query."""
        return list(BlockNotice.objects.filter(page=self.pk))

    @property
    def unsigned_since(self) -> datetime.date | None:
        """Since when the page holds something that its last medical review has not seen."""
        return self._since(BlockNotice.Kind.UNSIGNED)

    @property
    def unsigned_text_since(self) -> datetime.date | None:
        """The same of its text alone: not of the words it explains, nor of what search engines show."""
        return min((notice.since for notice in self._unsigned if notice.is_of_text), default=None)

    @property
    def has_unsigned_words(self) -> bool:
        """Whether it explains a word otherwise than when it was signed."""
        return any(notice.term_id for notice in self._unsigned)

    @property
    def has_unsigned_summary(self) -> bool:
        """Whether search engines show a title or a summary that nobody has signed."""
        return any(notice.unit in SEARCH_FIELDS for notice in self._unsigned)

    @property
    def _unsigned(self) -> "list[BlockNotice]":
        return [notice for notice in self.reader_notices if notice.kind == BlockNotice.Kind.UNSIGNED]

    @property
    def outdated_since(self) -> datetime.date | None:
        """Since when its source says something that this translation doesn't."""
        return self._since(BlockNotice.Kind.OUTDATED)

    def _since(self, kind: str) -> datetime.date | None:
        return min((notice.since for notice in self.reader_notices if notice.kind == kind), default=None)
