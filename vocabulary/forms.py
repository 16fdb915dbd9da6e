"""The form of a label in the admin: the rooms above say who may change what in it."""

import re
from typing import Any

from django.dispatch import Signal
from wagtail.admin.forms import WagtailAdminModelForm

# With `instance`, the label as it is stored, `changed`, the names of the fields that differ, and `user`.
# A receiver returns what stands against it: a dictionary of sentences by the name of their fields.
label_validation = Signal()

_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


def without_block_keys(html: str) -> str:
    """To compare rich text: Draftail gives each paragraph another key where it finds none."""
    return _BLOCK_KEY.sub("", html)


class LabelForm(WagtailAdminModelForm):
    """What may not be changed by this user is an error of its field; what was typed stays in the form."""

    def clean(self) -> dict[str, Any]:
        """Ask the receivers of `label_validation` what is wrong."""
        cleaned: dict[str, Any] = super().clean()
        changed = [name for name in self.changed_data if name in cleaned and self._is_changed(name, cleaned[name])]
        answers = label_validation.send(
            sender=type(self.instance), instance=self.instance, changed=changed, user=self.for_user
        )
        refusals: Any
        for _receiver, refusals in answers:
            for name, reason in refusals.items():
                self.add_error(name, reason)
        return cleaned

    def _is_changed(self, name: str, value: Any) -> bool:
        stored = self.initial.get(name)
        if not isinstance(value, str) or not isinstance(stored, str):
            return True
        return without_block_keys(value) != without_block_keys(stored)
