"""The end of a workflow: the version that was signed goes live, not the latest one.

Named in `WAGTAIL_FINISH_WORKFLOW_ACTION`; Wagtail reads it while its models are being loaded, hence the import inside.
"""

from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from wagtail.models import WorkflowState


def publish_signed(workflow_state: "WorkflowState", user: "AbstractUser | None" = None) -> None:
    """Publish, or schedule as it says, what the workflow's medical review ended with; the latest where there was none.

    A review counts from when the text was last sent back: what was signed before is what somebody wanted changed.

    Not checked for the permission to publish, which reviewers don't have: the signature is one. RefusedError if it may
    not go live: then the last step isn't taken, and the workflow stays in progress.
    """
    from editorial.models import MedicalReviewTask  # models exist only once Wagtail's are loaded

    ended = workflow_state.task_states.filter(status__in=["approved", "rejected"]).select_related("task")
    since_sent_back = takewhile(lambda state: state.status == "approved", ended.order_by("-finished_at", "-pk"))
    reviews = [state for state in since_sent_back if isinstance(state.task.specific, MedicalReviewTask)]
    revision = reviews[0].revision if reviews else workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=bool(reviews))
