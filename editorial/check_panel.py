"""Findings beside the page as one writes: the posted form becomes a page in memory, and is never saved."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages import preview
from wagtail.blocks import StreamBlock
from wagtail.models import Page

from editorial.checks import document_for, is_checked, levels
from editorial.findings import Examination
from quality.examine import FAILED, describe, examine, repair, source_of, title_of
from quality.finding import Finding, Level
from quality.text import excerpt, measure

_UNNAMED = {"": _("Whole page"), "article_authors": _("Authors")}


@dataclass(frozen=True)
class Shown:
    """A finding in words."""

    finding: Finding
    message: str
    repair: str
    title: str
    source: str


@dataclass(frozen=True)
class Group:
    """The findings of one block, or of one field, and where in the editor it is."""

    label: str
    place: int
    block_id: str
    field: str
    findings: list[Shown]


class CheckPageView(preview.PreviewOnEdit):
    """The findings in a page under edit, as JSON. Permissions are the preview's."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        """What the checks find in the form as posted; a form that makes no page is said to be one."""
        if not is_checked(self.object):
            return JsonResponse({"is_valid": False})
        form = self.get_form(request.POST)
        # A required field that is still empty is what the checks are for.
        if not self.validate_form(form):
            return JsonResponse({"is_valid": False})
        page = form.save(commit=False)
        return JsonResponse({"is_valid": True, **answer(page, request)})


class CheckNewPageView(CheckPageView, preview.PreviewOnCreate):
    """The same, for a page that isn't saved yet: in its parent's language."""

    def get_object(self) -> Page:
        page = super().get_object()
        page.locale = Page.objects.select_related("locale").get(pk=self.parent_object_id).locale
        return page


def answer(page: Page, request: HttpRequest) -> dict[str, Any]:
    """The panel's HTML, the number of blocking findings, and what to announce."""
    document = document_for(page)
    findings, figures = examine(document, levels()), measure(document)
    counts = {level.value: sum(finding.level == level for finding in findings) for level in Level}
    before = Examination.objects.filter(page_id=page.pk).values_list("score", flat=True).first() if page.pk else None
    context = {
        "groups": _groups(page, [finding for finding in findings if finding.check != FAILED]),
        "failed": [describe(finding) for finding in findings if finding.check == FAILED],
        "counts": counts,
        "total": len(findings),
        "figures": figures,
        "before": before if before is not None and before != figures.score else None,
        "longest": [
            (sentence.words, excerpt(sentence.text, 90), sentence.block_id, sentence.place)
            for sentence in figures.longest
            if sentence.block_id
        ],
        "is_article": document.is_governed,
    }
    return {
        "html": render_to_string("editorial/checks_panel.html", context, request),
        "blocking": counts[Level.BLOCK.value],
        "status": _status(counts),
    }


def _status(counts: dict[str, int]) -> str:
    """One line, read out when it changes."""
    if not any(counts.values()):
        return gettext("Checks: nothing found.")
    blocking = ngettext("%(count)s blocking", "%(count)s blocking", counts["block"]) % {"count": counts["block"]}
    rest = counts["warn"] + counts["report"]
    other = ngettext("%(count)s other", "%(count)s others", rest) % {"count": rest}
    return gettext("Checks: %(blocking)s, %(other)s.") % {"blocking": blocking, "other": other}


def _groups(page: Page, findings: Iterable[Finding]) -> list[Group]:
    """By block, in page order: `examine` has put them in it."""
    return [
        Group(
            _label(page, first),
            first.place,
            first.block_id,
            first.field,
            [_shown(finding) for finding in [first, *rest]],
        )
        for (_unit, (first, *rest)) in (
            (unit, tuple(group)) for unit, group in groupby(findings, key=lambda finding: finding.unit)
        )
    ]


def _shown(finding: Finding) -> Shown:
    return Shown(finding, describe(finding), repair(finding), title_of(finding.check), source_of(finding.check))


def _label(page: Page, finding: Finding) -> str:
    if finding.field in _UNNAMED:
        return str(_UNNAMED[finding.field])
    field = page._meta.get_field(finding.field)
    stream = getattr(field, "stream_block", None)
    if finding.kind and isinstance(stream, StreamBlock) and finding.kind in stream.child_blocks:
        return str(capfirst(stream.child_blocks[finding.kind].label))
    return str(capfirst(field.verbose_name))
