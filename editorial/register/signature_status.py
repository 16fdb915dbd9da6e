"""How a text stands to the signatures under it: which one covers it, and which of its units none does."""

from dataclasses import dataclass
from functools import cached_property

from articles.changes import CLINICAL, kinds_of
from articles.content.digest import Units, digest_of, units_of
from articles.models import ArticlePage, Review
from editorial.models.register import SignOff


@dataclass(frozen=True)
class Standing:
    """A text in memory against one signature, None if nobody ever signed it in this language."""

    sign_off: SignOff | None
    units: Units
    """Those of the text, in its order."""
    kinds: dict[str, str]
    """Each unit that differs from what was signed: MINOR if its authors declared it so all the way, else CLINICAL."""

    @cached_property
    def digest(self) -> str:
        """That of the whole text."""
        return digest_of(self.units)

    @property
    def unsigned(self) -> list[str]:
        """The units that the signature doesn't cover; of a text that nobody signed, all of them."""
        if not self.sign_off:
            return list(self.units)
        return [unit for unit, kind in self.kinds.items() if kind == CLINICAL]

    @property
    def is_signed(self) -> bool:
        """Whether the signature covers all of it, minor changes included."""
        return self.sign_off is not None and not self.unsigned


def signed_as(page: ArticlePage) -> ArticlePage:
    """The page whose signatures count: an alias, in its own language, stands as the page that it shows."""
    source = page.alias_of if page.alias_of_id else None
    return source.specific if source and source.locale_id == page.locale_id else page


def sign_offs_of(page: ArticlePage) -> list[SignOff]:
    """The signatures that may cover a text of this page, newest first: what its readers are told of, and those since.

    An older one was superseded: going back to what it covered is a change, and is signed anew. Two queries.
    """
    signed = SignOff.objects.filter(translation_key=page.translation_key, language_code=page.locale.language_code)
    # Not `page.latest_review`, which is remembered: a signature may have come since.
    review = Review.objects.filter(page=page.pk).first() if page.pk else None
    if review and review.sign_off_id:
        signed = signed.filter(pk__gte=review.sign_off_id)
    return list(signed if review else signed[:1])


def standing_of(page: ArticlePage) -> Standing:
    """How a page in memory, saved or not, stands: to the newest signature that covers it all, else to the newest."""
    units = units_of(page)
    first: Standing | None = None
    source = signed_as(page)
    for sign_off in sign_offs_of(source):
        standing = standing_to(source, units, sign_off)
        if standing.is_signed:
            return standing
        first = first or standing
    return first or Standing(None, units, {})


def standing_to(page: ArticlePage, units: Units, sign_off: SignOff) -> Standing:
    """How a page's units stand to one signature."""
    kinds = kinds_of(page.translation_key, page.locale.language_code, sign_off.signed_units, units)
    return Standing(sign_off, units, kinds)
