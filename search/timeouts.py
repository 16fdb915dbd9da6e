"""How long a search may take: a reader waits no longer, and the database has others to answer."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

SEARCH = 1000  # milliseconds a statement, most of which take a few
SUGGESTIONS = 300


class TooSlowError(Exception):
    """A search was given up."""


@contextmanager
def time_limit(milliseconds: int) -> Iterator[None]:
    """Give up at the first statement inside that takes longer. Raises TooSlowError."""
    try:
        with transaction.atomic():
            _set(str(milliseconds))
            yield
            _set("0")  # for an outer transaction, if there is one
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooSlowError from error
        raise


def _set(milliseconds: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [milliseconds])
