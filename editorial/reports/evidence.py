"""The evidence file of an article: what an auditor asks, filled in where the portal knows it, else left open.

PIF TICK's ten criteria (Patient Information Forum), DISCERN's sixteen questions (Charnock and others, 1999), people and
dates, sources, findings, overrides. One HTML file that needs nothing else, or a PDF where WeasyPrint is installed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import ArticlePage
from articles.pdf import leaflet
from editorial.checks.page_checks import document_for, levels
from editorial.models.register import Override, SignOff
from editorial.register.public_history import versions_of
from editorial.register.signature_status import standing_of
from feedback.models import DailyCount
from home.models import SiteSettings
from quality.finding import Finding
from quality.runner import FAILED, describe, examine, source_of, title_of
from quality.text import measure
from translations.models import TranslationOverride
from translations.responses import download

YES, NO, OPEN = "yes", "no", "open"
ANSWERS = {YES: _("Yes"), NO: _("Not yet"), OPEN: _("For a person to judge")}


@dataclass(frozen=True)
class Criterion:
    """A question of a standard, and what the portal can say of it."""

    number: int
    question: str | Promise
    answer: str
    evidence: str = ""

    @property
    def shown_answer(self) -> str:
        """The answer in the words of the file."""
        return str(ANSWERS[self.answer])


# DISCERN's questions; of those that a check looks at, the check and those of its codes that say no. It looks for words,
# so a “yes” is a place to look, and the file says so.
_DISCERN: list[tuple[str | Promise, str, tuple[str, ...]]] = [
    (_("Are the aims clear?"), "purpose", ()),
    (_("Does it achieve its aims?"), "", ()),
    (_("Is it relevant to those it is written for?"), "", ()),
    (_("Are the sources of its information named?"), "sources", ()),
    (_("Is it clear from when the information is?"), "source-age", ()),
    (_("Is it balanced and unbiased?"), "", ()),
    (_("Does it name further sources of support and information?"), "further-help", ()),
    (_("Does it speak of what is uncertain?"), "treatment-facts", ("uncertainty",)),
    (_("Does it say how each treatment works?"), "treatment-facts", ("how",)),
    (_("Does it say what the benefits of each treatment are?"), "treatment-facts", ("benefits",)),
    (_("Does it say what the risks of each treatment are?"), "treatment-facts", ("risks",)),
    (_("Does it say what happens without treatment?"), "treatment-facts", ("nothing",)),
    (_("Does it say how treatment affects quality of life?"), "treatment-facts", ("quality_of_life",)),
    (_("Is it clear that there may be more than one choice of treatment?"), "treatment-facts", ("alternatives",)),
    (_("Does it help to decide together with one’s doctor?"), "questions", ()),
    (_("All in all, is it a good source of information about treatment choices?"), "", ()),
]


def discern(page: ArticlePage, findings: Iterable[Finding]) -> list[Criterion]:
    """DISCERN's sixteen questions. Those on treatments are open for an article that is about something else."""
    findings = list(findings)
    found = {(finding.check, finding.code) for finding in findings}
    checks, failed = {check for check, _code in found}, _failed(findings)
    if not page.questions:  # the check asks them of some kinds of articles, DISCERN of all
        checks.add("questions")
    if found & {("sources", "none"), ("sources", "undated")}:  # no year, no age
        checks.add("source-age")
    result = []
    for number, (question, check, codes) in enumerate(_DISCERN, start=1):
        is_open = not check or (check == "treatment-facts" and page.kind != ArticlePage.Kind.TREATMENT)
        is_missing = any((check, code) in found for code in codes) if codes else check in checks
        answer = OPEN if is_open else NO if is_missing else OPEN if check in failed else YES
        result.append(Criterion(number, question, answer, "" if is_open else title_of(check)))
    return result


def _failed(findings: Iterable[Finding]) -> set[str]:
    """The checks that could not run: that they found nothing says nothing."""
    return {str(finding.values.get("check")) for finding in findings if finding.check == FAILED}


def _found_in(checks: set[str], blocked: set[str], failed: set[str]) -> str:
    return NO if blocked & checks else OPEN if failed & checks else YES


def pif_tick(page: ArticlePage, findings: Iterable[Finding], site_settings: SiteSettings) -> list[Criterion]:
    """PIF TICK's ten criteria, with what the portal holds of each."""
    findings = list(findings)
    blocked, failed = {finding.check for finding in findings}, _failed(findings)
    standing = standing_of(page)
    signed = SignOff.objects.filter(
        translation_key=page.translation_key, language_code=page.locale.language_code
    ).count()
    answers = DailyCount.objects.filter(page=page.pk, reason="").aggregate(total=Sum("count"))["total"] or 0
    review = page.latest_review
    return [
        Criterion(
            1,
            _("Systems: it is made by a process that is written down and followed."),
            YES if signed else NO,
            gettext("Editorial check, then medical review; %(count)s sign-offs in the register.") % {"count": signed},
        ),
        Criterion(2, _("Training: those who make it are trained and supported."), OPEN),
        Criterion(
            3,
            _("Need: it meets a need that was identified."),
            OPEN,
            " ".join(part for part in (page.purpose, page.audience) if part),
        ),
        Criterion(
            4,
            _("Evidence: it rests on reliable, up-to-date evidence."),
            _found_in({"sources", "source-age"}, blocked, failed),
            gettext("%(count)s sources listed.") % {"count": len(page.references)},
        ),
        Criterion(5, _("Involvement: patients take part in making it."), OPEN),
        Criterion(
            6,
            _("Health inequalities: it can be read whatever one’s literacy, language or access."),
            OPEN,
            _figures(page),
        ),
        Criterion(
            7,
            _("Content and design: it is clear, and easy to find and to use."),
            _found_in({"heading-order", "alt-text"}, blocked, failed),
            gettext("Headings in order, pictures described; WCAG 2.2 AA is tested on every page type."),
        ),
        Criterion(
            8,
            _("Feedback: readers can say what they think of it."),
            YES,
            gettext("“Was this page helpful?” below the text: %(count)s answers.") % {"count": answers},
        ),
        Criterion(9, _("Dissemination: it reaches those who need it."), OPEN),
        Criterion(
            10,
            _("Impact: its effect is measured, and it is kept up to date."),
            YES if review and not review.is_overdue and standing.is_signed and not page.has_unsigned_words else NO,
            gettext("Next review: %(date)s.") % {"date": review.next_review_on.isoformat()} if review else "",
        ),
    ]


def evidence_of(page: ArticlePage) -> dict[str, Any]:
    """All that the file says, of the text as it is in `page`."""
    document = document_for(page)
    findings = examine(document, levels())
    site_settings = SiteSettings.for_language(page.locale.language_code)
    of_page = {"translation_key": page.translation_key, "language_code": page.locale.language_code}
    return {
        "page": page,
        "made_at": timezone.now(),
        "site_settings": site_settings,
        "figures": measure(document),
        "standing": standing_of(page),
        "sign_offs": SignOff.objects.filter(**of_page).defer("content", "units"),
        "versions": versions_of(page)[::-1],
        "findings": [
            (finding, describe(finding), title_of(finding.check), source_of(finding.check)) for finding in findings
        ],
        "overrides": [
            (
                override,
                gettext("Medical sign-off") if override.check_id == Override.SIGN_OFF else title_of(override.check_id),
            )
            for override in Override.objects.filter(**of_page)
        ],
        "translation_overrides": TranslationOverride.objects.filter(**of_page).order_by("-made_at"),
        "pif_tick": pif_tick(page, findings, site_settings),
        "discern": discern(page, findings),
    }


def download_evidence(request: HttpRequest, page_id: int) -> HttpResponse:
    """The file of the text that is online, else of the newest draft; `?as=pdf` for a PDF. For who may see the page."""
    page = get_object_or_404(ArticlePage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit() and not request.user.has_perm("editorial.view_signoff"):
        raise PermissionDenied
    shown = page if page.live else page.get_latest_revision_as_object()
    html = render_to_string("editorial/evidence.html", evidence_of(shown))
    name = f"{page.slug}-{page.locale.language_code}-{timezone.localdate().isoformat()}"
    if request.GET.get("as") == "pdf" and leaflet.is_available():
        try:
            pdf = leaflet.typeset_html(html)
        except leaflet.NotMadeError:
            return HttpResponse(
                gettext(
                    "The PDF can’t be made just now. Nothing was lost: take the HTML file, or try again in a minute."
                ),
                status=503,
                content_type="text/plain; charset=utf-8",
            )
        return download(f"{name}.pdf", pdf, "application/pdf")
    return download(f"{name}.html", html.encode(), "text/html; charset=utf-8")


def _figures(page: ArticlePage) -> str:
    languages = ", ".join(
        sorted(page.get_translations(inclusive=True).live().values_list("locale__language_code", flat=True))
    )
    return gettext("Languages: %(languages)s. Side by side, large print, read aloud, without JavaScript.") % {
        "languages": languages or "–"
    }
