"""The demonstration: an export that comes with the program."""

from collections.abc import Callable
from pathlib import Path

from exchange.load import import_content, is_empty

FOLDER = Path(__file__).parent / "demo"


def load_demo(say: Callable[[str], None] = lambda line: None) -> bool:
    """Load the demonstration if there is no page yet, and say whether it did. Raises PortableError."""
    if not is_empty():
        return False
    import_content(FOLDER, say)
    return True
