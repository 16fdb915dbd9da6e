"""The models of the room. The tasks come last: they ask `editorial.register`, which reads the others."""

from editorial.models.check_results import CheckLevel, Examination, PageFinding
from editorial.models.glossary_gap import GlossaryGap
from editorial.models.links import CheckedAddress, LinkUse
from editorial.models.register import Edition, Override, SignOff, Withdrawal
from editorial.models.reminder import Reminder
from editorial.models.roles import Role
from editorial.models.seal import Seal
from editorial.models.tasks import EditorialCheckTask, MedicalReviewTask, ReviewLock

__all__ = [
    "CheckLevel",
    "CheckedAddress",
    "Edition",
    "EditorialCheckTask",
    "Examination",
    "GlossaryGap",
    "LinkUse",
    "MedicalReviewTask",
    "Override",
    "PageFinding",
    "Reminder",
    "ReviewLock",
    "Role",
    "Seal",
    "SignOff",
    "Withdrawal",
]
