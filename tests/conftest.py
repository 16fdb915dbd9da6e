"""What holds for every test: where it works, and what sleeps meanwhile."""

import pytest
from django.db import connection
from django.utils.translation import deactivate

from tests.database import AT_ONCE, _django_db_helper, django_db_setup, world_of_the_test  # noqa: F401 -- fixtures
from tests.guard import sleeping_guard
from tests.worlds import demonstration, filled_portal, portal  # noqa: F401 -- fixtures


@pytest.fixture(autouse=True)
def default_language():
    """Each test begins in it: the test client leaves the language of its last request active."""
    deactivate()


@pytest.fixture(autouse=True)
def guard_of_articles(request):
    """Asleep, so that what is tested has its articles live without a doctor; `@pytest.mark.governed` wakes it."""
    if request.node.get_closest_marker("governed"):
        is_transactional = request.node.get_closest_marker("django_db").kwargs.get("transaction")
        request.getfixturevalue("transactional_db" if is_transactional else "db")
        with connection.cursor() as cursor:
            cursor.execute("SET portal.allow_unsealed = 'off'")
            yield
            if is_transactional:  # else it ends with the test's transaction
                cursor.execute("RESET portal.allow_unsealed")
        return
    with sleeping_guard():
        yield


@pytest.fixture(autouse=True)
def background_tasks(request, settings):
    """They don't run; `@pytest.mark.background_tasks` lets each run as soon as it is asked for."""
    if request.node.get_closest_marker("background_tasks"):
        settings.TASKS = AT_ONCE
