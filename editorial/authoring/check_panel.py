"""Findings beside the page as one writes: the posted form becomes a page in memory, and is never saved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages import preview
from wagtail.blocks import StreamBlock
from wagtail.models import Page

from articles.content.digest import units_of
from articles.models import ArticlePage
from editorial.checks.page_checks import document_for, is_checked, levels, review_by
from editorial.checks.readability_history import trend_of
from editorial.models.check_results import Examination
from editorial.models.register import Override
from editorial.publishing.publish_rules import is_of_the_signature
from editorial.register.authorship import latest_text
from editorial.register.overrides import LONGEST_REASON, PERMISSION, answered, digest_for, override_check
from editorial.register.signature_status import Standing, standing_of
from quality.finding import Finding, Level
from quality.runner import FAILED, describe, examine, repair, source_of, title_of
from quality.text import excerpt, measure

# As Wagtail 8 calls them, or else as 7.4 does: they are the same two views.
_PreviewOnEdit: Any = getattr(preview, "PreviewOnEditView", None) or preview.PreviewOnEdit
_PreviewOnCreate: Any = getattr(preview, "PreviewOnCreateView", None) or preview.PreviewOnCreate
_UNNAMED = {"": _("Whole page"), "article_authors": _("Authors")}


@dataclass(frozen=True)
class Shown:
    """A finding in words."""

    finding: Finding
    message: str
    repair: str
    title: str
    source: str
    digest: str
    """Of what an override of it would be bound to; empty where none is to be had."""
    override: Override | None


@dataclass(frozen=True)
class Group:
    """The findings of one block, or of one field, and where in the editor it is."""

    label: str
    place: int
    block_id: str
    field: str
    findings: list[Shown]


class CheckPageView(_PreviewOnEdit):
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


class CheckNewPageView(CheckPageView, _PreviewOnCreate):
    """The same, for a page that isn't saved yet: in its parent's language."""

    def get_object(self) -> Page:
        page = super().get_object()
        page.locale = Page.objects.select_related("locale").get(pk=self.parent_object_id).locale
        return page


@dataclass(frozen=True)
class Asked:
    """Something that publication will ask of an article. `state`: "done", "open", or "later" for what is said then."""

    state: str
    text: str


class OverrideForm(forms.Form):
    """Why a finding may pass, and until when. The finding is named by what it was found in."""

    check = forms.CharField(max_length=40)
    unit = forms.CharField(max_length=100, required=False)
    digest = forms.CharField(max_length=64)
    reason = forms.CharField(max_length=LONGEST_REASON, required=False)
    expires_on = forms.DateField(required=False)


@require_POST
def override_finding(request: HttpRequest, page_id: int) -> JsonResponse:
    """Let a finding of the panel pass; what is wrong with the reason or the day is said by field."""
    page = get_object_or_404(ArticlePage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit() or not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    form = OverrideForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors})
    given = form.cleaned_data
    unit = "" if given["check"] == Override.SIGN_OFF else given["unit"]  # a signature is the whole text's
    if given["digest"] != digest_for(units_of(latest_text(page)), unit):
        unsaved = gettext("This passage isn’t saved as it stands here. Save the draft, then try again.")
        return JsonResponse({"errors": {"reason": [unsaved]}})
    try:
        override_check(
            page=page,
            check_id=given["check"],
            unit=unit,
            user=request.user,  # type: ignore[arg-type]
            reason=given["reason"],
            expires_on=given["expires_on"],
        )
    except ValidationError as error:
        return JsonResponse({"errors": error.message_dict})
    return JsonResponse({"errors": {}})


def answer(page: Page, request: HttpRequest) -> dict[str, Any]:
    """The panel's HTML, the number of blocking findings, and what to announce."""
    standing = standing_of(page) if isinstance(page, ArticlePage) else None
    sign_off = standing.sign_off if standing else None
    document = document_for(page, review=review_by(sign_off) if sign_off else None)
    found, figures = examine(document, levels()), measure(document)
    if standing:  # that it lacks a signature is said below, once
        found = [finding for finding in found if not is_of_the_signature(finding)]
    passed = answered(page, standing.units) if isinstance(page, ArticlePage) and standing and page.pk else {}
    shown = [_shown(finding, passed, standing if page.pk else None) for finding in found]
    counts = {level.value: sum(each.finding.level == level and not each.override for each in shown) for level in Level}
    before = Examination.objects.filter(page_id=page.pk).values_list("score", flat=True).first() if page.pk else None
    context = {
        "groups": _groups(page, [each for each in shown if each.finding.check != FAILED]),
        "failed": [each.message for each in shown if each.finding.check == FAILED],
        "counts": counts,
        "total": len(shown),
        "figures": figures,
        "trend": trend_of(page, figures.score) if isinstance(page, ArticlePage) and page.pk else None,
        "before": before if before is not None and before != figures.score else None,
        "longest": [
            (sentence.words, excerpt(sentence.text, 90), sentence.block_id, sentence.place)
            for sentence in figures.longest
            if sentence.block_id
        ],
        "may_override": bool(page.pk) and request.user.has_perm(PERMISSION),
        "asked": _asked(standing, counts[Level.BLOCK.value]) if standing else [],
    }
    return {
        "html": render_to_string("editorial/checks_panel.html", context, request),
        "blocking": counts[Level.BLOCK.value],
        "status": _status(counts),
    }


def _asked(standing: Standing, blocking: int) -> list[Asked]:
    """What publication will ask of a text, beside what the checks find."""
    points = ngettext(
        "no blocking finding, or a reason why it may pass (%(count)d is open)",
        "no blocking finding, or a reason why each may pass (%(count)d are open)",
        blocking,
    ) % {"count": blocking}
    asked = [Asked("open", points) if blocking else Asked("done", gettext("no blocking finding"))]
    if standing.sign_off and standing.kinds:
        asked.append(Asked("later", gettext("whether each change is minor or clinical: you say it when you submit")))
    if standing.is_signed:
        return [*asked, Asked("done", gettext("a medical signature: it covers this text"))]
    return [
        *asked,
        Asked("open", gettext("a medical signature in this language, by someone who didn’t write the text")),
    ]


def _status(counts: dict[str, int]) -> str:
    """One line, read out when it changes."""
    if not any(counts.values()):
        return gettext("Checks: nothing found.")
    blocking = ngettext("%(count)s blocking", "%(count)s blocking", counts["block"]) % {"count": counts["block"]}
    rest = counts["warn"] + counts["report"]
    other = ngettext("%(count)s other", "%(count)s others", rest) % {"count": rest}
    return gettext("Checks: %(blocking)s, %(other)s.") % {"blocking": blocking, "other": other}


def _groups(page: Page, shown: Iterable[Shown]) -> list[Group]:
    """By block, in page order: `examine` has put them in it."""
    groups = []
    for _unit, together in groupby(shown, key=lambda each: each.finding.unit):
        each = list(together)
        first = each[0].finding
        groups.append(Group(_label(page, first), first.place, first.block_id, first.field, each))
    return groups


def _shown(finding: Finding, passed: Mapping[tuple[str, str], Override], standing: Standing | None) -> Shown:
    return Shown(
        finding,
        describe(finding),
        repair(finding),
        title_of(finding.check),
        source_of(finding.check),
        digest_for(standing.units, finding.unit) if standing and finding.level == Level.BLOCK else "",
        passed.get((finding.check, finding.unit)),
    )


def _label(page: Page, finding: Finding) -> str:
    if finding.field in _UNNAMED:
        return str(_UNNAMED[finding.field])
    field = page._meta.get_field(finding.field)
    stream = getattr(field, "stream_block", None)
    if finding.kind and isinstance(stream, StreamBlock) and finding.kind in stream.child_blocks:
        return str(capfirst(stream.child_blocks[finding.kind].label))
    return str(capfirst(field.verbose_name))
