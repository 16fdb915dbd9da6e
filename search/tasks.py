"""Background work of the room."""

from django_tasks import task

from search import indexing


@task()
def index_page(pk: int) -> None:
    """`search.indexing.index_page`."""
    indexing.index_page(pk)


@task()
def index_term(pk: int) -> None:
    """`search.indexing.index_term`."""
    indexing.index_term(pk)
