"""The demonstration: an export that comes with the program."""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext_lazy

from exchange.importer import import_content, is_empty

FOLDER = Path(__file__).parent / "demo"
UNSIGNED = gettext_lazy("This page is part of a demonstration. No doctor has signed it.")


def load_demo(say: Callable[[str], None] = lambda line: None) -> bool:
    """Load the demonstration if there is no page yet, and say whether it did. Raises PortableError."""
    if not is_empty():
        return False
    import_content(FOLDER, say, reason=UNSIGNED)
    return True
