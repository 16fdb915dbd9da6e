"""The place of categories and series in the admin, two buttons in its rich text, and who looks after an article."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from articles.models import ArticlePage
from articles.ownership import keep_owners
from articles.rich_text_editor import register_features
from articles.viewsets import CategoryViewSet, SeriesViewSet

register_snippet(CategoryViewSet)
register_snippet(SeriesViewSet)
hooks.register("register_rich_text_features", register_features)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def keep_chosen_owners(request: HttpRequest, page: Page) -> None:
    """Who looks after an article, as the form has said it."""
    if isinstance(page, ArticlePage):
        keep_owners(page)
