"""The text that a reviewer reads, unit by unit: what to call each, and where it stands on the screen."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import StreamField

from articles.content.diff import Difference, label_of
from articles.content.digest import SIGNED_FIELDS, block_of
from articles.content.visitor import under_headings
from articles.models import ArticlePage
from editorial.register.authorship import latest_text
from editorial.register.signature_status import standing_of
from editorial.review.review_parts import Place, anchor_of


class TextUnderReview:
    """The latest text of a page against the signature that counts, and where its units are on the screen."""

    def __init__(self, page: ArticlePage, user: AbstractUser) -> None:
        self.page = page
        self.user = user
        self.language = page.locale.language_code
        self.text = latest_text(page)
        self.standing = standing_of(self.text)
        self.units = self.standing.units
        self.digest = self.standing.digest
        self.sign_off = self.standing.sign_off

    @cached_property
    def is_first(self) -> bool:
        """Whether nobody ever signed this page in this language."""
        return self.sign_off is None

    @cached_property
    def is_unchanged(self) -> bool:
        """Whether it is exactly what was signed."""
        return self.sign_off is not None and not self.standing.kinds

    @cached_property
    def block_count(self) -> int:
        """How many units the text has, without their orders."""
        return sum(not unit.endswith(":order") for unit in self.units)

    @cached_property
    def _children(self) -> dict[str, blocks.StreamValue.StreamChild]:
        return {
            f"{name}:{child.id}": child
            for name in SIGNED_FIELDS
            if isinstance(self.text._meta.get_field(name), StreamField)
            for child in getattr(self.text, name)
        }

    @cached_property
    def _titles(self) -> dict[str, str]:
        titles = {}
        for place, (child, section) in enumerate(under_headings(self.text.body), start=1):
            titles[f"body:{child.id}"] = _block_title(place, child.block.label, section)
        for name in ("key_points", "questions", "references"):
            for place, child in enumerate(getattr(self.text, name), start=1):
                titles[f"{name}:{child.id}"] = _item_title(label_of(self.text, name), child.block.label, place)
        return titles

    def _title(self, unit: str) -> str:
        return self._titles.get(unit) or label_of(self.text, unit)

    def _title_of(self, each: Difference) -> str:
        if each.is_order:
            return _("Order · %(field)s") % {"field": each.field}
        if each.unit.startswith("body:"):
            return _block_title(each.place, each.kind, each.section)
        if block_of(each.unit):
            return _item_title(each.field, each.kind, each.place)
        return each.field

    def place_of(self, unit: str) -> Place:
        """Where to read a unit: among what is to be read, else in the whole text; no title if in neither."""
        if unit not in self.units:
            return Place(unit, "", "")
        return Place(unit, self._title(unit), self._anchor(unit))

    def _anchor(self, unit: str) -> str:
        is_above = not self.standing.kinds or self.is_first
        own = anchor_of(unit)
        if unit.startswith("references:"):
            own = self._source_anchor(unit)
        elif not is_above and unit not in self.standing.kinds:
            own = f"whole-{own}"
        return own

    def _there(self, unit: str) -> str:
        if unit.endswith(":order"):
            return ""
        return self._source_anchor(unit) if unit.startswith("references:") else f"whole-{anchor_of(unit)}"

    def _source_anchor(self, unit: str) -> str:
        return f"source-{[child.id for child in self.text.references].index(block_of(unit)) + 1}"


def _block_title(place: int, kind: Any, section: str) -> str:
    values = {"place": place, "kind": kind, "section": section}
    if section:
        return _("Block %(place)s · %(kind)s, “%(section)s”") % values
    return _("Block %(place)s · %(kind)s") % values


def _item_title(field: str, kind: Any, place: int) -> str:
    return _("%(field)s · %(kind)s %(place)s") % {"field": field, "kind": kind, "place": place}
