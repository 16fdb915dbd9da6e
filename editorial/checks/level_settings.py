"""Settings, Levels of the checks: what each check does, why, and on which level."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry
from wagtail.permission_policies import ModelPermissionPolicy

from editorial.checks.page_checks import levels, set_levels
from editorial.models.check_results import LEVELS, CheckLevel
from quality.checks import CHECKS
from quality.finding import Level
from quality.runner import title_of


class CheckLevelsForm(forms.Form):
    """A choice per check; the check's own level says so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = levels()
        for check in CHECKS:
            names = [
                (value, _("%(level)s (as delivered)") % {"level": label} if value == check.level else label)
                for value, label in LEVELS
                if (value == check.level.value if check.is_fixed else check.may_block or value != Level.BLOCK.value)
            ]
            self.fields[check.id] = forms.ChoiceField(
                label=str(check.title), choices=names, initial=current.get(check.id, check.level).value
            )

    def rows(self) -> list[dict[str, Any]]:
        """Each check with its field."""
        return [{"check": check, "field": self[check.id]} for check in CHECKS]

    def save(self) -> None:
        """Store the level of each check."""
        set_levels({check: Level(level) for check, level in self.cleaned_data.items()})


class CheckLevelsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """One table, one button."""

    page_title = gettext_lazy("Levels of the checks")
    header_icon = "glasses"
    template_name = "editorial/check_levels.html"
    permission_policy = ModelPermissionPolicy(CheckLevel)
    permission_required = "change"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The levels as they are."""
        return self.render_to_response(self.get_context_data(form=CheckLevelsForm()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """The levels as they are to be."""
        form = CheckLevelsForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing was changed: a level is missing or unknown."))
            return self.render_to_response(self.get_context_data(form=form))
        form.save()
        messages.success(request, _("The levels are saved. They hold from now on, in the editor too."))
        return redirect("check_levels")


class LevelInHistory(LogFormatter):
    """The line of the site's history: which check, from which level to which."""

    label = gettext_lazy("Level of a check set")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """In the language of whoever looks."""
        names = dict(LEVELS)
        values = {name: names.get(log_entry.data.get(name), "") for name in ("old", "new")}
        values["check"] = title_of(str(log_entry.data.get("check", "")))
        return _("The check “%(check)s” was “%(old)s” and is now “%(new)s”.") % values
