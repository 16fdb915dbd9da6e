"""Uploading a picture: what it shows is asked for where it is uploaded."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    """Wagtail's, which doesn't say what a description is for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].help_text = _(
                "What the picture shows, for readers who can’t see it. It is proposed wherever the picture is used, "
                "where you then say what it means there. Leave it empty if the picture only decorates."
            )
