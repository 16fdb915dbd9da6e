"""Which explanations of words a text shows that its signature has not seen.

They are in no digest (`articles.content.glossary_terms`): another one refuses and unpublishes nothing. Readers are told
of it, at the explanation, until the text is signed again with what it says now.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry

from articles.content.glossary_terms import Explanation, explanations_of
from articles.models import ArticlePage
from editorial.changes.minor_changes import more_than_spelling
from editorial.models.register import SignOff
from editorial.register.signature_status import Standing, standing_of
from vocabulary.models import Term

# What was signed of a word: itself and its definition.
Said = tuple[str, str]


def stored(explanations: Iterable[Explanation]) -> list[list[str]]:
    """As a signature keeps them."""
    return [[each.key, each.word, each.definition] for each in explanations]


def signed_words(sign_off: SignOff | None) -> dict[str, Said] | None:
    """What was signed of each word, by its term's first address; None where nobody knows."""
    if sign_off is None or sign_off.explained is None:
        return None
    return {key: (word, definition) for key, word, definition in sign_off.explained}


def unseen(explanations: Iterable[Explanation], sign_off: SignOff | None, language: str) -> list[Explanation]:
    """Those that a signature has not seen: another meaning, or a word that was not explained then.

    Spelling and layout are none, nor is another address of the term.
    """
    signed = signed_words(sign_off)
    if signed is None:
        return []
    known = set(signed.values())
    return [
        each
        for each in explanations
        if (each.word, each.definition) not in known
        and (each.key not in signed or _means_otherwise(signed[each.key], (each.word, each.definition), language))
    ]


def word_writers(text: ArticlePage, standing: Standing | None = None) -> set[int]:
    """The accounts that changed, in the admin, an explained word that says something else since a text was signed.

    `standing` is the text's, where it is known.
    """
    sign_off = (standing or standing_of(text)).sign_off
    signed = signed_words(sign_off)
    if sign_off is None or signed is None:
        return set()
    others = unseen(explanations_of(text), sign_off, text.locale.language_code)
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Term),
        object_id__in=[str(each.term_id) for each in others if each.key in signed],
        content_changed=True,
        timestamp__gt=sign_off.signed_at,
        user__isnull=False,
    )
    return set(entries.values_list("user_id", flat=True))


# One definition stands in hundreds of articles.
@lru_cache(maxsize=1024)
def _means_otherwise(before: Said, now: Said, language: str) -> bool:
    one, other = (escape(f"{word}: {definition}", quote=False) for word, definition in (before, now))
    return bool(more_than_spelling(one, other, language))
