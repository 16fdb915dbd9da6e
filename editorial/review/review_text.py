"""What a reviewer reads before signing: what has changed, what the checks find, what it rests on, what follows.

Nothing here decides anything: `editorial.review.signing` does.
"""

from collections.abc import Iterator
from math import ceil

from django.utils import translation
from django.utils.functional import cached_property
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail import blocks

from articles.annotations import RunningText
from articles.changes import CLINICAL
from articles.content.diff import Difference, differences
from articles.content.digest import SIGNED_FIELDS
from articles.content.glossary_terms import term_of_unit
from articles.models import DeclaredChange
from editorial.changes.change_declarations import must_be_clinical
from editorial.register.authorship import text_in
from editorial.review.review_findings import ReviewFindings
from editorial.review.review_parts import Passage
from editorial.review.review_record import ReviewRecord
from editorial.review.review_requests import ReviewRequests
from editorial.review.review_words import ReviewWords
from home.models import SiteSettings

WORDS_A_MINUTE = 200


class ReviewText(ReviewWords, ReviewFindings, ReviewRecord, ReviewRequests):
    """All that a reviewer reads before signing."""

    @cached_property
    def changes(self) -> list[Passage]:
        """What differs from what was signed, clinical changes first, in page order."""
        if not self.sign_off:
            return []
        before = text_in(self.sign_off.content)
        found = [self._changed(each) for each in differences(before, self.text, self.standing.kinds)]
        return sorted(found, key=lambda passage: not passage.is_clinical)

    @cached_property
    def clinical(self) -> list[Passage]:
        """The changes that void the signature."""
        return [passage for passage in self.changes if passage.is_clinical]

    @cached_property
    def minor(self) -> list[Passage]:
        """The changes that their authors answer for."""
        return [passage for passage in self.changes if not passage.is_clinical]

    @cached_property
    def whole(self) -> list[Passage]:
        """The text as readers will see it, unit by unit."""
        return list(self._rendered())

    @cached_property
    def to_read(self) -> list[Passage]:
        """What the reviewer goes through: the changes, or all of a text that has none or was never signed."""
        if self.changes:
            return self.clinical + self.changed_words
        return self.changed_words + self.whole + [word for word in self.words if word not in self.changed_words]

    @cached_property
    def other_words(self) -> list[Passage]:
        """Those that are not among what is to be read."""
        return [word for word in self.words if word not in self.to_read]

    @cached_property
    def minutes(self) -> int:
        """How long it takes to read."""
        words = sum(len(strip_tags(passage.html).split()) for passage in self.to_read + self.minor)
        return max(1, ceil(words / WORDS_A_MINUTE))

    def comment_place(self, unit: str) -> tuple[str, str]:
        """Where Wagtail's editor shows a comment on a unit, and what to call the unit there, empty if it is that place.

        A comment hangs on a plain field. Steps, tables, an order and what is gone have none: theirs stand at the title
        and name the passage. Both empty for what never was a unit.
        """
        name = unit.partition(":")[0]
        if term_of_unit(unit) is not None:
            return "title", next((word.title for word in self.words if word.unit == unit), _("A passage that is gone"))
        if name not in SIGNED_FIELDS:
            return "", ""
        if unit == name:
            return name, ""
        if child := self._children.get(unit):
            if isinstance(child.block, blocks.FieldBlock):
                return f"{name}.{child.id}", ""
            parts = child.block.child_blocks if isinstance(child.block, blocks.StructBlock) else {}
            fields = [key for key, part in parts.items() if isinstance(part, blocks.FieldBlock)]
            texts = [key for key in fields if not isinstance(parts[key], blocks.ChoiceBlock)] or fields
            if texts:
                return f"{name}.{child.id}.{texts[0]}", ""
        changed = next((passage.title for passage in self.changes if passage.unit == unit), "")
        return "title", changed or self.place_of(unit).title or _("A passage that is gone")

    @property
    def shows_differences(self) -> bool:
        """Whether anything on the screen is struck out or underlined."""
        return bool(self.changes or self.changed_words or (self.is_first and self._answered))

    @cached_property
    def _reasons(self) -> dict[str, str]:
        return must_be_clinical(self.page, self.text, self.standing)

    def _changed(self, each: Difference) -> Passage:
        kind = self.standing.kinds[each.unit]
        declared = next((one for one in self.declared if one.unit == each.unit), None) if kind != CLINICAL else None
        title = self._title_of(each)
        return self._passage(each.unit, title, each.html, kind, each.is_new, each.is_removed, declared)

    def _passage(
        self,
        unit: str,
        title: str,
        html: SafeString,
        kind: str = "",
        is_new: bool = False,
        is_removed: bool = False,
        declared: DeclaredChange | None = None,
    ) -> Passage:
        return Passage(
            unit=unit,
            title=title,
            html=html,
            digest=self.units.get(unit, "")[:16],
            kind=kind,
            reason="" if is_new or is_removed or not kind else self._reasons.get(unit, ""),
            is_new=is_new,
            is_removed=is_removed,
            findings=[shown for shown in self.findings if shown.finding.unit == unit],
            sources=[source for source in self.sources if any(place.unit == unit for place in source.cited_by)],
            declared=declared,
            there=self._there(unit) if kind and not is_removed else "",
            is_answer=unit in self._answered,
        )

    def _rendered(self) -> Iterator[Passage]:
        running = RunningText(self.language, [child.id for child in self.text.references])
        around = {"page": self.text, "site_settings": SiteSettings.for_language(self.language)}
        for unit in self.units:
            if unit.endswith(":order") or unit.startswith("references:"):  # sources have a table of their own
                continue
            if child := self._children.get(unit):
                with translation.override(self.language):
                    html = running.annotate(child.render(context=around))
                shown = mark_safe(html)  # noqa: S308 -- as the block's template made it
            else:
                shown = format_html("<p>{}</p>", getattr(self.text, unit))
            if self.is_first and unit in self._answered:
                shown = self._answered[unit].html
            if strip_tags(shown).strip() or "<img" in shown:
                yield self._passage(unit, self._title(unit), shown)
