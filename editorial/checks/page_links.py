"""The links of live pages to other sites, and what became of their addresses."""

from collections.abc import Callable, Iterator

from django.db import transaction
from wagtail.models import Page

from editorial.models.links import LONGEST, CheckedAddress, LinkUse
from quality.document import Document


def address_of(url: str) -> str:
    """What is asked: a part of a page is on that page."""
    return url.partition("#")[0].strip()


def known_dead() -> Callable[[str], bool]:
    """Whether an address is known to be dead. One query."""
    dead = set(CheckedAddress.objects.filter(state=CheckedAddress.State.DEAD).values_list("url", flat=True))
    return lambda url: address_of(url) in dead


@transaction.atomic
def keep_links(page: Page, document: Document) -> None:
    """Keep the links of a live page in the place of those it had."""
    uses = [use for use in _links_of(document) if 0 < len(use.address.url.encode()) <= LONGEST]
    urls = {use.address.url for use in uses}
    LinkUse.objects.filter(page_id=page.pk).delete()
    if not urls:
        return
    CheckedAddress.objects.bulk_create([CheckedAddress(url=url) for url in sorted(urls)], ignore_conflicts=True)
    addresses = {address.url: address for address in CheckedAddress.objects.filter(url__in=urls)}
    for use in uses:
        use.page_id, use.address = page.pk, addresses[use.address.url]
    LinkUse.objects.bulk_create(uses)


def _links_of(document: Document) -> Iterator[LinkUse]:
    """Rows without a page. No videos: their hosts answer alike whether the video is there or not."""
    for source in document.sources:
        if source.url:
            yield _use(source.url, source.title, "references", source.block_id)
    for block in document.blocks:
        if block.quotation and block.quotation.url:
            yield _use(block.quotation.url, block.text, block.field, block.id)
        for passage in block.passages:
            for mark in passage.marks:
                if mark.kind == "link" and mark.target.lower().startswith(("http://", "https://")):
                    yield _use(mark.target, mark.text, block.field, block.id)


def _use(url: str, text: str, field: str, block_id: str) -> LinkUse:
    return LinkUse(address=CheckedAddress(url=address_of(url)), text=text[:200], field=field, block_id=block_id)
