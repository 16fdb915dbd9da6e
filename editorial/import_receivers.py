"""What comes in with an export: the register, live pages that answer for themselves, what translations were made from.

An import is no publication: its pages were live where they come from. What the register that came with them doesn't
cover is let pass, by nobody, and the register says so.
"""

from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate
from wagtail.models import Page

from articles.models import ArticlePage, DeclaredChange, Review
from editorial.checks.page_checks import blocking_findings, review_by
from editorial.models.register import Edition, Override, SignOff, Withdrawal
from editorial.publishing.publish_rules import is_of_the_signature
from editorial.publishing.reader_notices import tell_readers
from editorial.register.overrides import digest_for, overridden
from editorial.register.signature_status import standing_of
from exchange.registry import carry
from translations.models import StaleUnit, TranslationState
from translations.segments import translation_memory
from translations.status import translation_status
from vocabulary.models import Person

_ELSEWHERE = "said by the translation key: the rows are other ones elsewhere"
_ACCOUNT = "who did it: accounts are not content"


def carry_register() -> None:
    """Called once the apps are loaded."""
    carry(DeclaredChange)
    carry(
        SignOff,
        name=lambda row: f"{row.language_code}:{row.translation_key}:{row.signed_at.isoformat()}",
        left_out={"page_id": _ELSEWHERE, "revision_id": _ELSEWHERE, "signer_id": _ACCOUNT},
        pointers={"person_id": Person},
        versions={"content": ArticlePage},
    )
    carry(Override, left_out={"user_id": _ACCOUNT})
    carry(Review, pointers={"sign_off_id": SignOff})
    carry(
        Edition, left_out={"page_id": _ELSEWHERE}, pointers={"sign_off_id": SignOff}, versions={"content": ArticlePage}
    )
    carry(Withdrawal)
    # What a live translation was made from and since when it is stale; the rest is worked out from the pages.
    kept = {"translation_key", "locale", "source_locale", "made_from"}
    carry(
        TranslationState,
        name=lambda row: f"{row.locale.language_code}:{row.translation_key}",
        only=Q(is_live=True),
        left_out={
            field.name: "worked out from the pages"
            for field in TranslationState._meta.concrete_fields
            if field.name not in kept and not field.primary_key
        }
        | {"translator": _ACCOUNT},
    )
    carry(StaleUnit, only=Q(state__is_live=True))


def let_pass(page: Page, reason: str, **kwargs: Any) -> None:
    """A receiver of `exchange.importer.page_goes_live`: an override for what the register doesn't cover."""
    if not isinstance(page, ArticlePage):
        return
    standing = standing_of(page)
    passed = overridden(page, standing.units)
    review = review_by(standing.sign_off) if standing.sign_off else None
    missing = [] if standing.is_signed or (Override.SIGN_OFF, "") in passed else [(Override.SIGN_OFF, "")]
    missing += [
        (finding.check, finding.unit)
        for finding in blocking_findings(page, review=review, overridden=passed)
        if not is_of_the_signature(finding)
    ]
    Override.objects.bulk_create(
        Override(
            translation_key=page.translation_key,
            language_code=page.locale.language_code,
            check_id=check_id,
            unit=unit,
            digest=digest_for(standing.units, unit),
            reason=reason,
        )
        for check_id, unit in dict.fromkeys(missing)
    )


def tell(page: Page, **kwargs: Any) -> None:
    """A receiver of `exchange.importer.page_imported`.

    What changed since the signature did so at the last publication.
    """
    if isinstance(page, ArticlePage) and page.live:
        tell_readers(page, since=localdate(page.last_published_at) if page.last_published_at else None)


def see_what_is_stale(**kwargs: Any) -> None:
    """A receiver of `exchange.importer.content_imported`: board, readers' notices and memory follow what came in."""
    translation_status.rebuild()
    translation_memory.remember_all()
