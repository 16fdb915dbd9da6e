"""What this room changes in Wagtail itself. tests/test_patches.py fails when Wagtail needs it no more."""

from wagtail.images.models import AbstractImage

WAGTAILS_ALT_TEXT = AbstractImage.default_alt_text


def propose_no_title() -> None:
    """Let a picture without a description be proposed without one (docs/adr/0084).

    Wagtail takes its title, which is often a file's name: wagtail issue 6034, RFC 97.
    """
    AbstractImage.default_alt_text = property(lambda image: image.description)
