"""The form under a text in review: the date of its next review, and a message to its author."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from quality.checks.review_dates import YEARS, years_after

LONGEST_COMMENT = 2000


class SignatureForm(forms.Form):
    """When the text is to be looked at again, and what its author is told."""

    next_review_on = forms.DateField(
        label=gettext_lazy("Next review"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={
            "required": gettext_lazy("Say when this text is to be reviewed again."),
            "invalid": gettext_lazy("This is no date. Write it as 2028-11-23."),
        },
    )
    message = forms.CharField(
        label=gettext_lazy("Message to the author"),
        required=False,
        max_length=LONGEST_COMMENT,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["next_review_on"].widget.attrs |= {
            "min": (today + datetime.timedelta(days=1)).isoformat(),
            "max": years_after(today, YEARS).isoformat(),
        }
