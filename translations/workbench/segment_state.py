"""How a segment stands, what its translator reads of it, and the icon for it."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """What a segment asks of its translator."""

    CURRENT = "current"
    MISSING = "missing"
    STALE = "stale"
    DRAFT = "draft"
    ERROR = "error"


LABELS: dict[State, Promise] = {
    State.CURRENT: _("current"),
    State.MISSING: _("to translate"),
    State.STALE: _("stale"),
    State.DRAFT: _("machine draft, accept or edit"),
    State.ERROR: _("in error"),
}


ICONS = {
    State.CURRENT: "check",
    State.MISSING: "plus",
    State.STALE: "warning",
    State.DRAFT: "cogs",
    State.ERROR: "cross",
}
