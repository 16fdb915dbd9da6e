"""What readers are told of an article that is about to be unpublished."""

from django import template
from wagtail.models import Page

from articles.models import ArticlePage
from editorial.publishing.withdrawal import WithdrawalForm

register = template.Library()


@register.simple_tag
def withdrawal_form(page: Page) -> WithdrawalForm | None:
    """The form, for an article; other pages leave no word behind."""
    return WithdrawalForm() if isinstance(page, ArticlePage) else None
