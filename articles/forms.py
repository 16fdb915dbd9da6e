"""What an editor is told of an article as a whole."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError

from articles.models.ownership import Ownership
from articles.ownership import PersonChoiceField, candidates
from articles.publication import reasons_against
from articles.rich_text import passages_without_source

# The name of the button that saves an article in order to submit it.
SUBMIT = "action-submit-changes"


class ArticlePageForm(WagtailAdminPageForm):
    """An article cites only the sources that it lists, in a draft too: a mark without a source would be lost.

    Who looks after it is chosen here. `articles.ownership.keep_owners` keeps it beside the page, once that is saved.
    """

    looked_after_by = PersonChoiceField(
        label=gettext_lazy("Owner"),
        queryset=get_user_model()._default_manager.none(),
        required=False,
        empty_label=gettext_lazy("Nobody"),
        help_text=gettext_lazy("Who keeps it up to date, in all its languages, and is reminded of its review."),
    )
    backup = PersonChoiceField(
        label=gettext_lazy("Backup"),
        queryset=get_user_model()._default_manager.none(),
        required=False,
        empty_label=gettext_lazy("Nobody"),
        help_text=gettext_lazy("Who stands in for the owner, and gets the same reminders."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not {"looked_after_by", "backup"} & set(self.fields):
            return
        row = Ownership.objects.filter(translation_key=self.instance.translation_key).first()
        creator = self.instance.owner_id if self.instance.pk else getattr(self.for_user, "pk", None)
        owner, backup = (row.owner_id, row.backup_id) if row else (creator, None)
        people = candidates(owner, backup)
        for name, chosen in (("looked_after_by", owner), ("backup", backup)):
            if name in self.fields:
                self.fields[name].queryset = people
                self.initial[name] = chosen

    def defer_required_fields(self) -> None:
        """Not of an article that is about to be submitted, though Wagtail takes it for a draft."""
        if SUBMIT not in self.data:
            super().defer_required_fields()

    def clean(self) -> dict[str, Any]:
        """Name each passage whose source has gone."""
        cleaned: dict[str, Any] = super().clean()
        if "body" in cleaned and "references" in cleaned:
            sources = {source.id for source in cleaned["references"]}
            errors = [
                ValidationError(
                    _(
                        "“…%(passage)s” cites a source that is no longer in the list of sources. "
                        "Choose another source there, or remove the mark."
                    ),
                    params={"passage": passage},
                )
                for html in _texts(cleaned["body"].get_prep_value())
                for passage in passages_without_source(html, sources)
            ]
            if errors:
                self.add_error("body", StreamBlockValidationError(non_block_errors=errors))
        if "looked_after_by" in cleaned and "backup" in cleaned:
            self.instance.chosen_owners = (cleaned["looked_after_by"], cleaned["backup"])
        return cleaned

    def is_valid(self) -> bool:
        """For publication, only if nothing stands against it; the reasons are errors of the form."""
        if not super().is_valid():
            return False
        # Not in `clean`, where the people and subjects of the form aren't in the page yet.
        for reason in reasons_against(self._as_page(), self.for_user) if self.data.get("action-publish") else ():
            self.add_error(None, reason)
        return not self.errors

    def _as_page(self) -> Any:
        """What the form says, as a page of its own: the view saves the form's instance later, and once."""
        page = type(self.instance).from_serializable_data(self.instance.serializable_data())
        for formset in self.formsets.values():
            formset.instance = page
            formset.save(commit=False)
            formset.instance = self.instance
        return page


def _texts(raw: Any) -> Iterator[str]:
    """Every text in the stored form of a StreamField."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict | list):
        for inner in raw.values() if isinstance(raw, dict) else raw:
            yield from _texts(inner)
