"""Categories and series in the admin, counted by live article. Here, not in `vocabulary`: a label knows no article."""

from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminAutoHeightTextInput

from articles.models import live_in
from vocabulary.models import Category, Series, localized
from vocabulary.viewsets import LabelViewSet, side_by_side


class CountedViewSet(LabelViewSet):
    """Labels with their live articles per language."""

    add_to_admin_menu = True
    articles: str  # the relation that leads from the label to its articles

    @cached_property
    def list_display(self) -> list[Any]:
        """The name, then a count per language."""
        counts = [
            Column(
                f"articles_{code}",
                label=_("Live articles: %(language)s") % {"language": name},
                sort_key=f"articles_{code}",
            )
            for code, name in settings.LANGUAGES
        ]
        return ["__str__", *counts]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Each label with `articles_<language>`, in one query."""
        counts = {
            f"articles_{code}": Count(self.articles, filter=live_in(code, self.articles))
            for code, _name in settings.LANGUAGES
        }
        return super().get_queryset(request).annotate(**counts)


class CategoryViewSet(CountedViewSet):
    """Categories in the admin: the subjects that articles are filed under."""

    model = Category
    articles = "article_categories__page"
    icon = "folder-open-inverse"
    menu_label = _("Categories")
    menu_order = 300
    panels: list[Panel] = [
        side_by_side("name", _("Name")),
        side_by_side("introduction", _("Introduction"), widget=AdminAutoHeightTextInput),
        FieldRowPanel([FieldPanel("drawing"), FieldPanel("position")]),
        MultiFieldPanel([side_by_side("slug", _("Address"))], _("Address"), classname="collapsed"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """As readers see them: by position first."""
        return super().get_queryset(request).order_by("position", localized("name"))


class SeriesViewSet(CountedViewSet):
    """The series; which articles belong to one is said in each article."""

    model = Series
    articles = "articles"
    icon = "list-ol"
    menu_label = _("Series")
    menu_order = 305
    panels: list[Panel] = [
        side_by_side("name", _("Name")),
        side_by_side("introduction", _("Introduction"), widget=AdminAutoHeightTextInput),
    ]
