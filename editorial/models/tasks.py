"""The steps of a workflow that this portal adds: the editorial check and the medical review."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from articles.models import ArticlePage
from editorial.models.roles import Role
from editorial.register.authorship import writers, writers_of
from editorial.register.signature_status import standing_of


class ReviewLock(WorkflowLock):
    """Nobody changes a text that a reviewer is reading."""

    def get_message(self, user: Any) -> str:
        """What is going on, and what to do."""
        return str(
            _(
                "This page is in medical review. Nobody changes it meanwhile, so that what is signed is what was read: "
                "its reviewer signs it or sends it back. To change it now, cancel its workflow first."
            )
        )

    def get_description(self, user: Any, can_lock: bool = False) -> str:
        """The same, in short."""
        return str(_("Nobody can change the page while it is in medical review"))


class EditorialCheckTask(AbstractGroupApprovalTask):
    """A step that whoever is in its groups approves, unless they wrote what changed (`editorial.review.four_eyes`).

    Where everyone in its groups did, as in a house with one publisher, it is for administrators.
    """

    class Meta:
        verbose_name = _("editorial check")
        verbose_name_plural = _("editorial checks")

    @staticmethod
    def stand_in_groups() -> models.QuerySet[Group]:
        """Who takes the step where nobody of its own groups may."""
        return Group.objects.filter(role__code=Role.Code.ADMINISTRATOR)

    def is_left_to(self, page: Any, user: Any) -> bool:
        """Whether the step is the user's for want of anybody else."""
        if not page.pk or not user.groups.filter(pk__in=self.stand_in_groups()).exists():
            return False
        return self._members() <= writers(page)

    def _members(self) -> set[int]:
        """The accounts whose step it is."""
        members = get_user_model()._default_manager.filter(is_active=True, groups__in=self.groups.all())
        return set(members.values_list("pk", flat=True))

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """As Wagtail, and whoever stands in."""
        return super().user_can_access_editor(obj, user) or self.is_left_to(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """As Wagtail, and not for whoever stands in."""
        return super().locked_for_user(obj, user) and not self.is_left_to(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """As Wagtail, and for whoever stands in. That their own change can't be approved is said when they try."""
        found: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        if found or not self.is_left_to(obj, user):
            return found
        return [("reject", str(_("Request changes")), True), ("approve", str(_("Approve")), False)]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet[TaskState]:
        """As Wagtail, and what is left to who stands in."""
        is_member = user.is_superuser or self._user_in_groups(user)
        if is_member or not user.groups.filter(pk__in=self.stand_in_groups()).exists():
            return super().get_task_states_user_can_moderate(user, **kwargs)
        states = self.task_states.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
        )
        keys = {state: int(state.workflow_state.object_id) for state in states.select_related("workflow_state")}
        members, wrote = self._members(), writers_of(list(Page.objects.filter(pk__in=set(keys.values()))))
        left = [state.pk for state, key in keys.items() if key in wrote and members <= wrote[key]]
        return self.task_states.filter(pk__in=left)

    @classmethod
    def get_description(cls) -> str:
        """For who puts a workflow together."""
        return str(_("Someone of these groups approves the change of another, or sends it back."))


class MedicalReviewTask(AbstractGroupApprovalTask):
    """A step of a workflow that a reviewer ends by signing, or by sending back. Only on the screen for it.

    Wagtail's own buttons approve with one click, and whatever revision is the latest by then.
    """

    lock_class = ReviewLock

    class Meta:
        verbose_name = _("medical review")
        verbose_name_plural = _("medical reviews")

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """As Wagtail; for what needs no signature, a step that is skipped.

        That is a page that is no article, or a text that differs from a signed one by minor changes alone. It is also
        one that was signed while it was on its way. A text that hasn't changed is reviewed: it was submitted for its
        renewal.
        """
        if self.needs_signature(workflow_state):
            return super().start(workflow_state, user=user)
        task_state: TaskState = self.get_task_state_class()(
            workflow_state=workflow_state,
            task=self,
            revision=workflow_state.content_object.get_latest_revision(),
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
        )
        task_state.save()
        return task_state

    def needs_signature(self, workflow_state: Any) -> bool:
        """Whether the step is taken, and not skipped, for the page as it is now."""
        page = workflow_state.content_object.specific
        if not isinstance(page, ArticlePage):
            return False
        standing = standing_of(page.get_latest_revision().as_object())
        if not standing.sign_off or not standing.is_signed:
            return True
        return not standing.kinds and standing.sign_off.signed_at < workflow_state.created_at

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Refused, whoever asks: `editorial.review.signing` ends a review."""
        raise PermissionDenied

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """None, for anyone: Wagtail then offers nothing, and refuses what is posted."""
        return []

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """For all, reviewers and superusers too."""
        return True

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """It is locked already."""
        return False

    @classmethod
    def get_description(cls) -> str:
        """For who puts a workflow together."""
        return str(_("A reviewer signs the text, or sends it back."))
