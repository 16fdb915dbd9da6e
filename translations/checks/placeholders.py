"""translation-placeholders: what a program fills in is in both texts."""

from collections import Counter

from django.utils.translation import gettext as _

from translations.checks.finding import Finding, Pair
from translations.checks.text import PLACEHOLDER

ID = "translation-placeholders"


def check(pair: Pair) -> list[Finding]:
    """A finding for each placeholder that is lost or came in."""
    source, target = (Counter(PLACEHOLDER.findall(text)) for text in pair.texts)
    return [
        Finding(ID, "block", _("The placeholder “%(name)s” of the source is missing.") % {"name": name}, source=name)
        for name in source - target
    ] + [
        Finding(ID, "block", _("The placeholder “%(name)s” is not in the source.") % {"name": name}, target=name)
        for name in target - source
    ]
