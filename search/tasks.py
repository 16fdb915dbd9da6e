"""Background work of the room."""

from django_tasks import task

from search import indexing


@task()
def index_page(pk: int) -> None:
    """Index a page in the background: `search.indexing.index_page`."""
    indexing.index_page(pk)


@task()
def index_term(pk: int) -> None:
    """Index a term in the background: `search.indexing.index_term`."""
    indexing.index_term(pk)
