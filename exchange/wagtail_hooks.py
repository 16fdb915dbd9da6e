"""The room's place in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What a page's history says about pages that came with an import."""
    actions.register_action("exchange.import", _("Import"), _("Imported"))
