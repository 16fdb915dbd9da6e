"""The contact form: no account, no cookie, no third party, and no puzzle.

It carries a signed moment: a program can neither send it at once nor keep it for later. It also has a field that only
programs fill in. A form that is refused keeps what was typed, and may be sent again.
"""

from typing import Any

from django import forms
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext_lazy as _

from vocabulary.base_page import PortalPage

OLDEST = 24 * 3600  # seconds
QUICKEST = 2  # seconds; nobody reads the warning and writes faster
SIGNER = TimestampSigner(salt="contact.form")


class ContactForm(forms.Form):
    """What a reader may say, about one of the page's topics."""

    topic = forms.ChoiceField(
        label=_("What is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what your message is about.")},
    )
    text = forms.CharField(
        label=_("Your message"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Write your message."),
            "max_length": _("Please shorten your message to %(limit_value)d characters; it has %(show_value)d."),
        },
    )
    name = forms.CharField(
        label=_("Your name (optional)"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address (optional)"),
        help_text=_("Only if you would like an answer."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This address isn’t complete. It looks like name@example.org.")},
    )
    website = forms.CharField(label=_("Leave this empty"), required=False)
    made = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, page: PortalPage, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.topics = {str(number): topic.value for number, topic in enumerate(page.topics, start=1)}
        choices = [(number, value["label"]) for number, value in self.topics.items()]
        self.fields["topic"].choices = choices  # type: ignore[attr-defined] # as it is declared above
        # A browser would cut a long message without a word; ours says how much is too much, and keeps it.
        del self.fields["text"].widget.attrs["maxlength"]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "input"
            is_wrong = self.is_bound and name in self.errors
            described = [f"hint-{name}"] * bool(field.help_text) + [f"error-{name}"] * is_wrong
            if described:
                field.widget.attrs["aria-describedby"] = " ".join(described)
            if is_wrong:
                field.widget.attrs["aria-invalid"] = "true"

    @property
    def stamp(self) -> str:
        """The moment this form was first made, signed: whoever puts one thing right is no program for being quick."""
        made = self.data.get("made", "")
        try:
            SIGNER.unsign(made, max_age=OLDEST)
        except BadSignature:
            return SIGNER.sign("form")
        return str(made)

    def clean_website(self) -> str:
        """A reader who filled it in is told; nothing of theirs is lost."""
        if value := self.cleaned_data["website"]:
            raise forms.ValidationError(_("This field is there to stop programs. Please empty it and send again."))
        return str(value)

    def clean_made(self) -> str:
        """Made by us, not just now, and not yesterday."""
        made = self.cleaned_data["made"]
        try:
            SIGNER.unsign(made, max_age=OLDEST)
        except SignatureExpired as error:
            raise forms.ValidationError(
                _("This form was open for more than a day. Nothing is lost: please check it and send it again.")
            ) from error
        except BadSignature as error:
            raise forms.ValidationError(
                _("Something went wrong with this form. Nothing is lost: please send it again.")
            ) from error
        try:
            SIGNER.unsign(made, max_age=QUICKEST)
        except SignatureExpired:
            return str(made)
        raise forms.ValidationError(_("That was very quick. Nothing is lost: please send it again in a moment."))
