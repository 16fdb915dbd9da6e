"""What the workbench's templates show of one translation, to one person."""

import re
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.action_menu import PageActionMenu, WorkflowMenuItem
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import Translation

from translations import checks
from translations.board.page_list import queue_of
from translations.checks.numbers import ID as NUMBERS
from translations.models import TranslationState
from translations.publishing.submission import SUBMITTED
from translations.segments.finding_overrides import PERMISSION
from translations.segments.segment_checks import UNCHECKED, SegmentText, check_segments
from translations.workbench.saving import checked
from translations.workbench.segment_list import Row, Workbench, suggestions, terms_of

SHOWN = {
    "": gettext_lazy("All"),
    "todo": gettext_lazy("To do"),
    "stale": gettext_lazy("Stale"),
    "blocking": gettext_lazy("Blocking"),
}


class Screen:
    """What the templates show of one translation, to one person."""

    def __init__(self, request: HttpRequest, translation: Translation, page: Page) -> None:
        self.request, self.translation, self.page = request, translation, page
        self.bench = Workbench(translation)
        self.permissions = page.permissions_for_user(request.user)
        self.show = request.GET.get("show", "") if request.GET.get("show", "") in SHOWN else ""

    @cached_property
    def is_locked(self) -> bool:
        """Whether nothing can be changed."""
        return bool(self.permissions.page_locked())

    @cached_property
    def is_in_review(self) -> bool:
        """Whether it was submitted, and its review isn't over."""
        return bool(self.page.workflow_in_progress)

    @cached_property
    def shown(self) -> list[Row]:
        """The rows that were asked for."""
        bench = self.bench
        return {"todo": bench.to_do, "stale": bench.stale, "blocking": bench.blocking}.get(self.show, bench.rows)

    @cached_property
    def filters(self) -> list[dict[str, Any]]:
        """What can be asked for, and how much of it there is."""
        bench = self.bench
        counts = {
            "": len(bench.rows),
            "todo": len(bench.to_do),
            "stale": len(bench.stale),
            "blocking": len(bench.blocking),
        }
        return [
            {
                "value": value,
                "label": label,
                "count": counts[value],
                "clinical": bench.clinical if value == "stale" else 0,
                "is_chosen": value == self.show,
            }
            for value, label in SHOWN.items()
        ]

    @cached_property
    def reasons(self) -> list[str]:
        """Why it can't be submitted now."""
        bench = self.bench
        counted = [
            (len(bench.blocking), ngettext("%(n)s blocking finding", "%(n)s blocking findings", len(bench.blocking))),
            (bench.missing, ngettext("%(n)s segment to translate", "%(n)s segments to translate", bench.missing)),
            (len(bench.stale), ngettext("%(n)s stale", "%(n)s stale", len(bench.stale))),
            (bench.drafts, ngettext("%(n)s machine draft to read", "%(n)s machine drafts to read", bench.drafts)),
            (bench.errors, ngettext("%(n)s in error", "%(n)s in error", bench.errors)),
        ]
        reasons = [text % {"n": count} for count, text in counted if count]
        if self.is_in_review:
            reasons = [_("it is in review")]
        elif self.is_locked:
            reasons = [_("it is locked")]
        elif not reasons and not self.permissions.can_submit_for_moderation():
            reasons = [_("it has no review")]
        return reasons

    @cached_property
    def is_source_withdrawn(self) -> bool:
        """Whether the page's source was taken offline, or deleted."""
        return TranslationState.objects.filter(
            translation_key=self.translation.source.object_id,
            locale=self.translation.target_locale,
            state=TranslationState.State.WITHDRAWN,
        ).exists()

    @cached_property
    def next_page(self) -> TranslationState | None:
        """What waits for this person besides this page."""
        return queue_of(self.request.user).exclude(target=self.page.pk).first()  # type: ignore[arg-type]

    @cached_property
    def step_actions(self) -> list[WorkflowMenuItem]:
        """What this person may do with the step of the review that the page is in: Wagtail's, and past its hooks."""
        if not self.is_in_review:
            return []
        menu = PageActionMenu(self.request, view="edit", page=self.page, locked_for_user=self.is_locked)
        items = [item for item in (menu.default_item, *menu.menu_items) if isinstance(item, WorkflowMenuItem)]
        # Each once: the form has a place for a comment.
        return list({item.name: item for item in reversed(items)}.values())

    @cached_property
    def word_to_reviewer(self) -> str:
        """What was said when it was submitted, while the review lasts."""
        if not self.is_in_review:
            return ""
        entry = PageLogEntry.objects.filter(page=self.page.pk, action=SUBMITTED).order_by("-timestamp", "-pk").first()
        return str(entry.data.get("comment", "")) if entry else ""

    def context(self, active: Row | None, **more: Any) -> dict[str, Any]:
        """For any of the templates."""
        bench = self.bench
        return {
            "screen": self,
            "bench": bench,
            "active": active,
            "page": self.page,
            "translation": self.translation,
            "source_language": self.translation.source.locale.language_code,
            "target_language": self.translation.target_locale.language_code,
            "may_override": self.request.user.has_perm(PERMISSION),
            "may_publish": self.permissions.can_publish(),
            **more,
        }

    def rail(self, row: Row | None) -> dict[str, Any]:
        """What helps with one segment."""
        if not row:
            return {}
        return {
            "suggestions": [] if self.is_locked else suggestions(row, self.translation),
            "terms": terms_of(row),
        }

    def verdict(self, row: Row, text: str) -> dict[str, Any]:
        """What is wrong with a text that isn't saved yet, and what agrees with the source."""
        data, problem = "", ""
        if text.strip():
            try:
                data = checked(self.translation, row.segment, text)
            except ValidationError as error:
                problem = " ".join(error.messages)
        languages = (self.translation.source.locale.language_code, self.translation.target_locale.language_code)
        source = row.segment.string.data
        is_checked = bool(data) and row.path not in UNCHECKED
        segment = SegmentText(row.path, source, data)
        return {
            "problem": problem,
            "findings": list(check_segments([segment], self.translation)) if is_checked else [],
            "repair": self.repair(row, text, data) if is_checked else None,
            "agreements": checks.agreements(source, data, *languages) if is_checked else [],
            "chips_in_place": [chip.name for chip in row.chips.all if chip.is_unique] if data else [],
        }

    def repair(self, row: Row, text: str, data: str) -> dict[str, str] | None:
        """The text with its one wrong number put right, and what is put in; None unless the checks then say nothing."""
        languages = (self.translation.source.locale.language_code, self.translation.target_locale.language_code)
        source = row.segment.string.data
        if not (found := checks.repaired(source, data, *languages)):
            return None
        wrong, right = found
        places = list(re.finditer(rf"(?<![\w.,{{/]){re.escape(wrong)}(?!\w)", text))
        if len(places) != 1:
            return None  # which of them is the wrong one isn't sure
        whole = text[: places[0].start()] + right + text[places[0].end() :]
        try:
            fresh = checked(self.translation, row.segment, whole)
        except ValidationError:
            return None
        if any(finding.id == NUMBERS for finding in checks.check_segment(source, fresh, *languages)):
            return None
        return {"text": whole, "words": right}

    def render(self, template: str, active: Row | None, **more: Any) -> str:
        """One part of the screen."""
        return render_to_string(f"translations/workbench/{template}.html", self.context(active, **more), self.request)

    def parts(self, active: Row | None = None) -> dict[str, str]:
        """What changes around the segments with each save, by the id of its place."""
        return {"workbench-bar": self.render("bar", active), "workbench-foot": self.render("foot", active)}
