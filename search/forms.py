"""What editors make of an unmet search."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from search.models import UnmetQuery
from vocabulary.models import Term, localized

SYNONYM = "synonym"


class DecisionForm(forms.Form):
    """A synonym of a term, a page to write, or nothing."""

    decision = forms.ChoiceField(
        label=_("What it needs"),
        widget=forms.RadioSelect,
        choices=[
            (SYNONYM, _("It is another name for a term: add it as a synonym")),
            (UnmetQuery.Decision.TO_WRITE, _("It needs a page: keep it among the pages to write")),
            (UnmetQuery.Decision.SET_ASIDE, _("Nothing: set it aside")),
            (UnmetQuery.Decision.OPEN, _("To be decided later")),
        ],
    )
    term: forms.ModelChoiceField = forms.ModelChoiceField(Term.objects.none(), label=_("Term"), required=False)
    synonym = forms.CharField(
        label=_("Synonym"), max_length=120, required=False, help_text=_("As readers should see it, accents included.")
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = Term.objects.exclude(**{f"slug_{language}": None})
        self.fields["term"].queryset = named.order_by(localized("name"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A synonym is some term's."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == SYNONYM:
            for name in ("term", "synonym"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Needed for a synonym."))
        return cleaned
