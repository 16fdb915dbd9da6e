"""What the checks find in a text under review, and what someone answered for."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from editorial.authoring.check_panel import Shown
from editorial.changes.definition_changes import word_writers
from editorial.checks.page_checks import findings_of
from editorial.models.register import Override
from editorial.publishing.publish_rules import is_of_the_signature
from editorial.register.authorship import contributors
from editorial.register.overrides import holds_for
from editorial.review.review_parts import Passed, Place
from editorial.review.review_queue import name_of
from editorial.review.signing import default_next_review, signer_of
from editorial.review.text_under_review import TextUnderReview
from quality.document import Review
from quality.finding import Finding, Level
from quality.runner import describe, repair, source_of, title_of

ORDER_OF_LEVELS = list(Level)


class ReviewFindings(TextUnderReview):
    """The findings, as if the user signed now."""

    @cached_property
    def is_own(self) -> bool:
        """Whether the user made it what it is since it was signed."""
        return self.user.pk in contributors(self.page, self.standing) | word_writers(self.text)

    @cached_property
    def signer(self) -> Any:
        """The name and qualification that the user signs with, None while they have none in this language."""
        return signer_of(self.user, self.language)

    @cached_property
    def findings(self) -> list[Shown]:
        """What nobody has answered for, blocking first, as if the user signed now: a signature brings its review."""
        return [shown for shown in self._found if not self._override_of(shown.finding)]

    @cached_property
    def passed(self) -> list[Passed]:
        """What someone let pass, with the reason."""
        return [Passed(shown, override) for shown in self._found if (override := self._override_of(shown.finding))]

    @cached_property
    def placed_findings(self) -> list[tuple[Shown, Place]]:
        """The findings, each with where it is."""
        return [(shown, self.place_of(shown.finding.unit)) for shown in self.findings]

    @property
    def blocking(self) -> int:
        """How many findings refuse publication."""
        return self._count(Level.BLOCK)

    @property
    def warnings(self) -> int:
        """How many are for an editor to look at."""
        return self._count(Level.WARN)

    @property
    def notes(self) -> int:
        """How many are only told."""
        return self._count(Level.REPORT)

    def _count(self, level: Level) -> int:
        return sum(shown.finding.level == level for shown in self.findings)

    @cached_property
    def _found(self) -> list[Shown]:
        today = timezone.localdate()
        review = Review(self.signer, today, default_next_review(), signed_on=today) if self.signer else None
        found = findings_of(self.text, review=review, own_signer=name_of(self.user) if self.is_own else "")
        # Who has no name to sign with is told so, and not that the text lacks the signature.
        found = [finding for finding in found if not is_of_the_signature(finding)]
        return [
            Shown(
                each,
                describe(each),
                repair(each),
                title_of(each.check),
                source_of(each.check),
                "",
                self._override_of(each),
            )
            for each in sorted(found, key=lambda each: ORDER_OF_LEVELS.index(each.level))
        ]

    @cached_property
    def _overrides(self) -> list[Override]:
        return list(
            Override.objects.filter(
                Q(expires_on=None) | Q(expires_on__gte=timezone.localdate()),
                translation_key=self.page.translation_key,
                language_code=self.language,
            )
        )

    def _override_of(self, finding: Finding) -> Override | None:
        return next(
            (
                each
                for each in self._overrides
                if (each.check_id, each.unit) == (finding.check, finding.unit) and holds_for(each, self.units)
            ),
            None,
        )
