"""What the reviewer had asked for when the text was sent back, and where it has changed since."""

from django.utils.functional import cached_property

from articles.content.diff import Difference
from editorial.review.resubmission import SecondLook, second_look
from editorial.review.review_parts import Asked, Place
from editorial.review.text_under_review import TextUnderReview


class ReviewRequests(TextUnderReview):
    """The second look at a text."""

    @cached_property
    def second_look(self) -> SecondLook | None:
        """The last time it was sent back in this review, None if it never was."""
        return second_look(self.page, self.text)

    @cached_property
    def asked(self) -> list[Asked]:
        """The comments that were sent back with it."""
        look = self.second_look
        return [
            Asked(self.place_of(each.unit), each.text, each.is_resolved, each.replies)
            for each in (look.requests if look else ())
        ]

    @cached_property
    def answers(self) -> list[Place] | None:
        """Where it has changed since, without an anchor what is gone; None if nobody knows."""
        look = self.second_look
        if not look or look.changes is None:
            return None
        return [
            Place(each.unit, self._title_of(each), "" if each.is_removed or each.is_order else self._anchor(each.unit))
            for each in look.changes
        ]

    @cached_property
    def _answered(self) -> dict[str, Difference]:
        look = self.second_look
        return {each.unit: each for each in (look.changes if look and look.changes else ())}
