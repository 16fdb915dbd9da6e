"""Nobody takes a step of a workflow for their own change, by whatever road; and whoever can't is told who can.

The medical review asks who signs (`editorial.review.signing`); this is for the steps before and after it, of all pages.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.action_menu import ActionMenuItem, WorkflowMenuItem
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from articles.publication import RefusedError
from editorial.models import EditorialCheckTask, MedicalReviewTask
from editorial.register.authorship import writers
from editorial.review.review_queue import name_of

NAMED = 5


class OwnChangeError(RefusedError):
    """Someone approves what they wrote themselves. The step isn't taken."""


def refuse_own_step(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A `pre_save` receiver: OwnChangeError if a step would be approved by whoever wrote what changed."""
    if raw or not isinstance(instance, TaskState):
        return
    if instance.status != TaskState.STATUS_APPROVED or not instance.finished_by_id:
        return
    page = instance.workflow_state.content_object
    task = instance.task.specific
    if not isinstance(page, Page) or isinstance(task, MedicalReviewTask):
        return
    # What was approved already may be saved again, by whoever.
    if TaskState.objects.filter(pk=instance.pk, status=TaskState.STATUS_APPROVED).exists():
        return
    wrote = writers(page)
    if instance.finished_by_id in wrote:
        raise OwnChangeError([why_not(task, wrote)])


def why_not(task: Any, wrote: set[int]) -> str:
    """That the step is someone else's, and whose."""
    said = _("You wrote part of what has changed, and nobody approves their own change. Nothing is lost.")
    if not isinstance(task, AbstractGroupApprovalTask):
        return said
    users = approvers(task, wrote)
    names = ", ".join(name_of(user) for user in users[:NAMED])
    if not users:
        groups = ", ".join(group.name for group in task.groups.all())
        who = _("Nobody else can yet: an administrator can add someone to the group “%(groups)s”.") % {"groups": groups}
    elif len(users) > NAMED:
        who = _("These can approve it, and others: %(names)s.") % {"names": names}
    else:
        who = _("These can approve it: %(names)s.") % {"names": names}
    return f"{said} {who}"


def approvers(task: Any, wrote: set[int]) -> Sequence[AbstractUser]:
    """Who may take the step: whoever of its groups didn't write what changed; where nobody is left, administrators."""
    others = get_user_model()._default_manager.filter(is_active=True).exclude(pk__in=wrote)
    own = list(others.filter(groups__in=task.groups.all()).distinct().order_by("last_name", "pk"))
    if own or not isinstance(task, EditorialCheckTask):
        return own
    return list(others.filter(groups__in=EditorialCheckTask.stand_in_groups()).distinct().order_by("last_name", "pk"))


def own_step(page: Page, user: Any) -> str:
    """What to tell the user who looks at a page whose step they can't take for it is their own; empty otherwise."""
    state = page.current_workflow_task_state
    task = state.task.specific if state and state.status == TaskState.STATUS_IN_PROGRESS else None
    if not task or isinstance(task, MedicalReviewTask) or not task.get_actions(page, user):
        return ""
    wrote = writers(page)
    return why_not(task, wrote) if user.pk in wrote else ""


def withhold_approval(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """A `construct_page_action_menu` hook: no button for what would be refused. Sending back stays."""
    page = context.get("page")
    if page and page.pk and own_step(page, request.user):
        menu_items[:] = [
            item for item in menu_items if not (isinstance(item, WorkflowMenuItem) and item.name == "approve")
        ]
