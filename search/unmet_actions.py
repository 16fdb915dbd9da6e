"""Turning an unmet search into a synonym, or into what is to be done about it."""

from django.db import transaction

from search.models import UnmetQuery
from vocabulary.models import Term, fold


@transaction.atomic
def add_synonym(query: UnmetQuery, term: Term, synonym: str) -> None:
    """Give the term another name in the query's language. One that it has already is not added twice."""
    locked = Term.objects.select_for_update().get(pk=term.pk)
    field = f"synonyms_{query.language}"
    names = list(getattr(locked, field) or [])
    if fold(synonym) not in {fold(name) for name in [*names, getattr(locked, f"name_{query.language}") or ""]}:
        setattr(locked, field, [*names, synonym])
        locked.save()
    decide(query, UnmetQuery.Decision.ANSWERED)


def decide(query: UnmetQuery, decision: str) -> None:
    """Keep what was decided."""
    query.decision = decision
    query.save(update_fields=["decision"])
