"""The vocabulary in the admin: every language side by side, lists in the editor's language."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise, cached_property, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from vocabulary.models import LANGUAGES, Person, Term, localized


def side_by_side(field: str, label: str | Promise, **options: Any) -> FieldRowPanel:
    """One field in every language, in one row, each headed by `label` and the language."""
    return FieldRowPanel(
        [
            FieldPanel(
                f"{field}_{code}", heading=format_lazy("{label} ({language})", label=label, language=name), **options
            )
            for code, name in settings.LANGUAGES
            if code in LANGUAGES
        ]
    )


class LabelChooserViewSet(SnippetChooserViewSet):
    """Its buttons speak each editor's language; Wagtail's are worded once, in whichever language is active then."""

    page_title = pgettext_lazy("above a list", "Choose")

    @cached_property
    def widget_class(self) -> AdminSnippetChooser:
        """The widget of Wagtail's chooser, which names labels in the user's language."""
        chooser = super().widget_class
        name = self.model._meta.verbose_name
        chooser.choose_one_text = _worded(_("Choose: %(object)s"), name)
        chooser.choose_another_text = _worded(_("Choose another: %(object)s"), name)
        chooser.link_to_chosen_text = _worded(_("Edit: %(object)s"), name)
        return chooser


def _worded(text: Promise, name: str | Promise) -> Any:
    return lazy(lambda: str(text) % {"object": name}, str)()


class LabelViewSet(SnippetViewSet):
    """A list in the editor's language, by name in that language."""

    chooser_viewset_class = LabelChooserViewSet
    search_backend_name = None

    @cached_property
    def search_fields(self) -> list[str]:
        """Names in every language: an editor may know only one."""
        return [f"name_{language}" for language in LANGUAGES]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """By name, in the language of the admin."""
        return self.model.objects.order_by(localized("name"))


class AddTermView(CreateView):
    """An empty term; its names may come in the address: `?name_fr=`."""

    def get_initial(self) -> dict[str, Any]:
        """The names in the address."""
        names = (f"name_{language}" for language in LANGUAGES)
        return {name: self.request.GET[name] for name in names if name in self.request.GET}


class TermViewSet(LabelViewSet):
    """Terms of the glossary in the admin."""

    model = Term
    add_view_class = AddTermView
    icon = "openquote"
    menu_label = _("Glossary")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["__str__", *(f"name_{language}" for language in LANGUAGES), "acronym"]
    panels: list[Panel] = [
        MultiFieldPanel([side_by_side("name", _("Name")), side_by_side("acronym", _("Acronym"))], _("Word")),
        side_by_side("short_definition", _("Short definition"), widget=AdminAutoHeightTextInput),
        side_by_side("long_definition", _("Long definition")),
        side_by_side("synonyms", _("Synonyms and lay terms")),
        MultiFieldPanel([side_by_side("slug", _("Address"))], _("Address"), classname="collapsed"),
    ]


class PersonViewSet(LabelViewSet):
    """People in the admin: authors and reviewers."""

    model = Person
    icon = "group"
    menu_label = _("People")
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["__str__", "role", "organisation"]
    panels: list[Panel] = [
        side_by_side("name", _("Name")),
        FieldPanel("is_team"),
        side_by_side("role", _("Role")),
        side_by_side("qualification", _("Qualification")),
        side_by_side("organisation", _("Organisation")),
        FieldPanel("account", permission="vocabulary.link_account"),
    ]
