"""What follows the publication of a page: each step once, in one order, whichever road the page took.

`publish_rules` answers before anything has changed. Wagtail then saves the page: `publish_rules.refuse_unsigned` checks
what is saved, and `editorial.register.integrity` seals it. What is here comes last, within the same transaction.
"""

from typing import Any

from django.db import transaction
from wagtail.models import Page

from articles.models import ArticlePage, Review
from editorial.checks.page_checks import examine_published
from editorial.linkcheck.link_checks import ask_published
from editorial.models.register import SignOff
from editorial.publishing.reader_notices import tell_readers
from editorial.publishing.withdrawal import forget_withdrawal
from editorial.register.published_versions import record
from editorial.register.signature_status import standing_of


def complete_publication(instance: Page, **kwargs: Any) -> None:
    """A `page_published` receiver: readers are told, the version is recorded, the checks run, withdrawals end."""
    if isinstance(instance, ArticlePage):
        update_published(instance)
    # After the notices: what is found in a page is found in what its readers are told, too.
    examine_published(instance)
    # After the examination, which keeps the links.
    ask_published(instance)
    forget_withdrawal(instance)


@transaction.atomic
def update_published(page: ArticlePage) -> None:
    """Tell readers of a live text how it stands to its signatures, and record it as they see it. One status for both.

    An alias shows the text of another page, which has the record.
    """
    standing = standing_of(page)
    if page.live:
        tell_readers(page, standing=standing)
    if not page.alias_of_id:
        record(page, standing)


def complete_signature(sign_off: SignOff) -> None:
    """Update the live text that a signature may cover, unless its publication has done so.

    A renewal signs what is live already, and publishes nothing.
    """
    if Review.objects.filter(page=sign_off.page_id, sign_off_id=sign_off.pk).exists():
        return
    if live := ArticlePage.objects.live().filter(pk=sign_off.page_id).first():
        update_published(live)
