"""The categories in the admin, counted by live article. Here, not in `vocabulary`: a label knows no article."""

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
from vocabulary.models import Category, localized
from vocabulary.viewsets import LabelViewSet, side_by_side


class CategoryViewSet(LabelViewSet):
    """The subjects, with their live articles per language."""

    model = Category
    icon = "folder-open-inverse"
    menu_label = _("Categories")
    menu_order = 300
    add_to_admin_menu = True
    panels: list[Panel] = [
        side_by_side("name", _("Name")),
        side_by_side("introduction", _("Introduction"), widget=AdminAutoHeightTextInput),
        FieldRowPanel([FieldPanel("drawing"), FieldPanel("position")]),
        MultiFieldPanel([side_by_side("slug", _("Address"))], _("Address"), classname="collapsed"),
    ]

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
        """Each category with `articles_<language>`, in one query."""
        counts = {
            f"articles_{code}": Count("article_categories", filter=live_in(code)) for code, _name in settings.LANGUAGES
        }
        return Category.objects.annotate(**counts).order_by("position", localized("name"))
