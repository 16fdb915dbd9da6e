"""A reviewer ends the medical review of a text: signs what they saw, or sends it back with their comments."""

import datetime
from collections.abc import Sequence

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Comment, Revision, TaskState

from articles.content.digest import DIGEST_VERSION, digest_of, units_of
from articles.content.glossary_terms import Explanation, explanations_of
from articles.models import ArticlePage
from articles.publication import RefusedError
from editorial.changes.definition_changes import stored, unseen, word_writers
from editorial.checks.page_checks import blocking_findings, words_of
from editorial.models import MedicalReviewTask
from editorial.models.register import SignOff
from editorial.publishing.publication_service import complete_signature
from editorial.register.authorship import contributors, latest_text
from editorial.register.overrides import overridden
from editorial.register.signature_status import standing_of
from quality.checks.review_dates import YEARS, years_after
from quality.document import Contributor, Review
from vocabulary.models import LANGUAGES, Person

USUAL_YEARS = 2
_STATEMENT = gettext_lazy(
    "I have read this text and its sources, and I confirm that it is medically correct as of today."
)


class SigningError(Exception):
    """The text can't be signed, or not by this person. Nothing was changed; the reasons say what to do."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class ChangedMeanwhileError(SigningError):
    """The text is no longer the one that the reviewer saw."""

    def __init__(self) -> None:
        super().__init__([_("The text was changed while you were reading. Nothing was signed: look at it again.")])


class ReviewOverError(SigningError):
    """Someone else ended the review, or cancelled it, since the reviewer saw it."""

    def __init__(self) -> None:
        super().__init__([_("This review is over already. Nothing was changed: see “My reviews” for what waits now.")])


def _statement_in(language: str) -> str:
    with translation.override(language):
        return str(_STATEMENT)


# What a reviewer confirms, in the language of the text.
STATEMENT = {language: lazy(_statement_in, str)(language) for language in LANGUAGES}


def default_next_review() -> datetime.date:
    """Two years from today."""
    return years_after(timezone.localdate(), USUAL_YEARS)


def review_task_of(page: ArticlePage) -> TaskState | None:
    """The medical review that the page is in, None if it is in none."""
    task_state = page.current_workflow_task_state
    return task_state if task_state and isinstance(task_state.task.specific, MedicalReviewTask) else None


def may_sign(user: AbstractUser, page: ArticlePage) -> bool:
    """Whether the user is among the reviewers: of the review that the page is in, else of its workflow's.

    Nobody is by being a superuser.
    """
    if not user.is_active:
        return False
    if task_state := review_task_of(page):
        tasks = [task_state.task.specific]
    else:
        workflow = page.get_workflow()
        tasks = workflow.tasks.filter(active=True).specific() if workflow else []
    groups = set(user.groups.values_list("pk", flat=True))
    return any(
        groups.intersection(task.groups.values_list("pk", flat=True))
        for task in tasks
        if isinstance(task, MedicalReviewTask)
    )


def signer_of(user: AbstractUser, language: str) -> Contributor | None:
    """The name and the qualification that the account signs with, None while it has none in this language."""
    person = Person.objects.filter(account=user.pk, is_team=False).first()
    if not person or language not in LANGUAGES:
        return None
    name = getattr(person, f"name_{language}") or str(person)
    qualification = (getattr(person, f"qualification_{language}") or "").strip()
    return Contributor(name, qualification, person.pk) if name and qualification else None


def reasons_not_to_sign(
    page: ArticlePage, user: AbstractUser, next_review_on: datetime.date | None = None
) -> list[str]:
    """Why this user can't sign the page's latest text, in sentences; empty if they can."""
    language = page.locale.language_code
    if not may_sign(user, page):
        return [_("You are not among those who review this page medically. Nothing was signed.")]
    reasons, text = [], latest_text(page)
    standing = standing_of(text)
    if user.pk in contributors(page, standing):
        reasons.append(_("You changed this text since it was last signed. Someone else must sign it."))
    elif user.pk in word_writers(text, standing):
        reasons.append(
            _("You changed an explanation on this page since it was last signed. Someone else must sign it.")
        )
    signer = signer_of(user, language)
    if not signer:
        reasons.append(
            _(
                "Your account has no name with a qualification in the language of this page. "
                "Someone who looks after people must link it, under People."
            )
        )
    today = timezone.localdate()
    next_review_on = next_review_on or default_next_review()
    if not today < next_review_on <= years_after(today, YEARS):
        reasons.append(_("The next review has to be after today, and within three years."))
    elif signer:
        findings = blocking_findings(
            text,
            review=Review(signer, today, next_review_on, signed_on=today),
            overridden=overridden(text, units_of(text)),
        )
        reasons += [words_of(finding) for finding in findings]
    return reasons


@transaction.atomic
def sign(
    *,
    page: ArticlePage,
    digest: str,
    explained: str,
    user: AbstractUser,
    statement: str,
    next_review_on: datetime.date,
    summary: str = "",
    seen: TaskState | None = None,
) -> SignOff:
    """Sign the page's latest text, which must be the one with `digest`: what the reviewer saw.

    So must its explanations of words be, whose digest is `explained` (`digest_of_words`); the signature keeps them.
    Then its medical review is over and its workflow goes on; after the last step the signed version, no other, goes
    live or is scheduled. Raises SigningError if it can't be signed, or not be published then. Raises
    ChangedMeanwhileError if it is another text, or explains words otherwise, by now. Raises ReviewOverError if the page
    isn't in the review any more that was `seen`.
    """
    page = _locked(page.pk)
    revision, text = page.get_latest_revision(), latest_text(page)
    units, explanations = units_of(text), explanations_of(text, held=True)
    if digest_of(units) != digest or digest_of_words(explanations) != explained:
        raise ChangedMeanwhileError
    task_state = review_task_of(page)
    signed_already = [] if task_state else _signed_already(page, digest, explanations)
    if seen and not signed_already and (not task_state or task_state.pk != seen.pk):
        raise ReviewOverError
    if reasons := [*signed_already, *reasons_not_to_sign(page, user, next_review_on)]:
        raise SigningError(reasons)
    if not statement.strip():
        raise SigningError([_("Say what you confirm. Nothing was signed.")])
    sign_off = _record(text, revision, units, explanations, user, statement.strip(), next_review_on, summary)
    if task_state:
        task_state.revision = revision
        try:
            task_state.approve(user=user)
        except RefusedError as refusal:
            raise SigningError(refusal.reasons) from refusal
    complete_signature(sign_off)
    return sign_off


def _record(
    text: ArticlePage,
    revision: Revision | None,
    units: dict[str, str],
    explanations: Sequence[Explanation],
    user: AbstractUser,
    statement: str,
    next_review_on: datetime.date,
    summary: str,
) -> SignOff:
    """Write the signature into the register, with all that it saw."""
    language = text.locale.language_code
    person = Person.objects.get(account=user.pk)
    signer = signer_of(user, language) or Contributor(str(person))  # it is one, or there would be a reason not to
    return SignOff.objects.create(
        translation_key=text.translation_key,
        language_code=language,
        page_id=text.pk,
        revision_id=revision.pk if revision else None,
        title=text.title,
        digest_version=DIGEST_VERSION,
        digest=digest_of(units),
        units=[[unit, value] for unit, value in units.items()],
        content=text.serializable_data(),
        explained=stored(explanations),
        summary=summary.strip()[:300],
        signer_id=user.pk,
        signer_name=signer.name,
        qualification=signer.qualification,
        person_id=person.pk,
        statement=statement,
        next_review_on=next_review_on,
    )


def _locked(page_id: int) -> ArticlePage:
    """The page as it is now. Whoever ends its review at the same moment waits here, and then finds it ended."""
    pages = ArticlePage.objects.select_for_update(of=("self", "page_ptr")).select_related("locale")
    return pages.get(pk=page_id)


def digest_of_words(explanations: Sequence[Explanation]) -> str:
    """One digest for all explanations of a text: what a reviewer saw of them."""
    return digest_of({each.unit: f"{each.word}\n{each.definition}" for each in explanations})


def _signed_already(page: ArticlePage, digest: str, explanations: Sequence[Explanation]) -> list[str]:
    """Of two who sign at once, outside a review or in the same one, the second is told of the first."""
    newest = SignOff.objects.filter(
        translation_key=page.translation_key, language_code=page.locale.language_code
    ).first()
    if not newest or newest.digest != digest or timezone.localdate(newest.signed_at) != timezone.localdate():
        return []
    if unseen(explanations, newest, page.locale.language_code):
        return []
    values = {"name": newest.signer_name, "time": date_format(timezone.localtime(newest.signed_at), "TIME_FORMAT")}
    return [_("%(name)s signed this very text today at %(time)s. Nothing more is needed.") % values]


@transaction.atomic
def send_back(
    *, task_state: TaskState, user: AbstractUser, message: str, comments: Sequence[tuple[str, str]] = ()
) -> None:
    """End the review without a signature: its author is told why, and finds the comments beside the blocks.

    `comments` are (content path, text) pairs, as Wagtail's own: "body.<block id>". PermissionDenied for whoever may not
    sign; SigningError without a message; ReviewOverError when the review is over already.
    """
    if not isinstance(task_state.task.specific, MedicalReviewTask):
        raise PermissionDenied
    # The page first, as whoever signs it.
    page = _locked(task_state.workflow_state.object_id)
    task_state = TaskState.objects.select_for_update().get(pk=task_state.pk)
    if not may_sign(user, page):
        raise PermissionDenied
    if task_state.status != TaskState.STATUS_IN_PROGRESS:
        raise ReviewOverError
    if not message.strip():
        raise SigningError([_("Say in a few words what has to be changed.")])
    Comment.objects.bulk_create(
        Comment(page=page, user=user, text=text.strip(), contentpath=path, revision_created=page.latest_revision)
        for path, text in comments
        if text.strip()
    )
    task_state.specific.reject(user=user, comment=message.strip())
