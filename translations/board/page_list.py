"""The board: every page in every language, what waits for me, what is dangerous. Its cost is that of the rows shown."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.context_processors import PermWrapper
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext, pgettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.reports import PageReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Locale, Page

from translations.board.label_gaps import label_gaps
from translations.models import TranslationState
from translations.permissions import languages_of
from translations.segments.segment_notes import notes_by_page
from vocabulary.models import Category

State = TranslationState.State


QUEUE = 5


# More than a state: what is dangerous among the stale, what is undecided among the withdrawn.
CLINICAL, STILL_ONLINE = "clinical", "online"


NARROWED = {
    CLINICAL: Q(state=State.STALE, clinical__gt=0),
    STILL_ONLINE: Q(state=State.WITHDRAWN, is_live=True),
}


ICONS = {
    State.STALE: "warning",
    State.READY: "view",
    State.IN_PROGRESS: "edit",
    State.MISSING: "plus",
    State.CURRENT: "check",
    State.WITHDRAWN: "no-view",
}


@dataclass(frozen=True)
class Tally:
    """How many cells are in a state; a link to them."""

    value: str
    label: str
    icon: str
    count: int
    part: int = 0
    part_value: str = ""
    part_label: str = ""


def tallies(states: QuerySet[TranslationState]) -> list[Tally]:
    """Count the states in one grouped query."""
    counted: dict[str, Any] = {
        row["state"]: row
        for row in states.order_by()
        .values("state")
        .annotate(
            count=Count("pk"),
            clinical=Count("pk", filter=Q(clinical__gt=0)),
            online=Count("pk", filter=Q(is_live=True)),
        )
    }
    clinical = counted.get(State.STALE.value, {}).get("clinical", 0)
    parts = {
        State.STALE: (CLINICAL, _clinical(clinical)),
        State.WITHDRAWN: (STILL_ONLINE, pgettext("among the withdrawn pages", "still online")),
    }
    result = []
    for state in State:
        value, label = parts.get(state, ("", ""))
        row: Any = counted.get(state.value, {})
        result.append(
            Tally(state.value, str(state.label), ICONS[state], row.get("count", 0), row.get(value, 0), value, label)
        )
    return result


def _clinical(number: int) -> str:
    return npgettext("among the stale pages", "clinical", "clinical", number)


def queue_of(user: AbstractBaseUser) -> QuerySet[TranslationState]:
    """What waits for this user: theirs, and nobody's that is stale in their languages; clinical first, then oldest."""
    return (
        TranslationState.objects.filter(state__in=[State.STALE, State.IN_PROGRESS, State.MISSING])
        .filter(
            Q(translator=user) | Q(translator=None, state=State.STALE, locale__in=languages_of(user)),
            page__isnull=False,
        )
        .select_related("page", "target", "locale")
        .defer("made_from")
        .annotate(is_clinical=Q(clinical__gt=0))
        .order_by("-is_clinical", F("stale_since").asc(nulls_last=True), "pk")
    )


class BoardFilterSet(WagtailFilterSet):
    """Filters that speak of a translation speak of one and the same: stale and in English is stale in English."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[
            *State.choices,
            (CLINICAL, gettext_lazy("stale after a clinical change")),
            (STILL_ONLINE, gettext_lazy("withdrawn at the source, still online")),
        ],
    )
    locale = django_filters.ModelChoiceFilter(label=gettext_lazy("Language"), queryset=Locale.objects.all())
    translator = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Translator"),
        queryset=lambda request: get_user_model()._default_manager.filter(
            pk__in=TranslationState.objects.filter(translator__isnull=False).values("translator")
        ),
        null_label=gettext_lazy("nobody"),
    )
    branch = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Branch"), queryset=Page.objects.filter(depth=3, numchild__gt=0).order_by("path")
    )
    category = django_filters.ModelChoiceFilter(label=gettext_lazy("Category"), queryset=Category.objects.all())

    class Meta:
        model = Page
        fields: list[str] = []

    @property
    def states(self) -> Q:
        """What a translation has to be."""
        chosen = self.form.cleaned_data
        wanted = Q()
        if state := chosen.get("state"):
            wanted &= NARROWED.get(state, Q(state=state))
        if locale := chosen.get("locale"):
            wanted &= Q(locale=locale)
        if translator := chosen.get("translator"):
            wanted &= Q(translator=None) if translator == "null" else Q(translator=translator)
        return wanted

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Pages that have such a translation."""
        chosen = self.form.cleaned_data
        if self.states:
            queryset = queryset.filter(Exists(TranslationState.objects.filter(self.states, page=OuterRef("pk"))))
        if branch := chosen.get("branch"):
            queryset = queryset.filter(path__startswith=branch.path)
        if category := chosen.get("category"):
            queryset = queryset.filter(articlepage__article_categories__category=category)
        return queryset


class PageColumn(BaseColumn):
    """The page, as its row's header, with a box to choose it."""

    cell_template_name = "translations/page_cell.html"


class SourceColumn(BaseColumn):
    """The source's language and standing."""

    cell_template_name = "translations/source_cell.html"


class LanguageColumn(BaseColumn):
    """Where the pages stand in one language: one link a cell."""

    cell_template_name = "translations/state_cell.html"

    def __init__(self, locale: Locale, share: int, is_writable: bool, may_start: bool) -> None:
        label = _("%(language)s: %(share)s%% current") % {"language": locale.get_display_name(), "share": share}
        super().__init__(f"state_{locale.language_code}", label=label, sort_key=locale.language_code)
        self.locale, self.is_writable, self.may_start = locale, is_writable, may_start

    def get_cell_context_data(self, instance: Page, parent_context: Any) -> dict[str, Any]:
        state = instance.states.get(self.locale.pk)
        return {
            **super().get_cell_context_data(instance, parent_context),
            "state": state,
            "icon": ICONS[state.state] if state else "",
            "link": self.link(state) if state else "",
        }

    def link(self, state: TranslationState) -> str:
        """Where one goes on from here; nowhere without the permission to write in this language."""
        if state.state == State.MISSING:
            may = self.may_start and self.is_writable
            return reverse("wagtail_localize:submit_page_translation", args=[state.page_id]) if may else ""
        return (
            reverse("wagtailadmin_pages:edit", args=[state.target_id]) if self.is_writable and state.target_id else ""
        )


class BoardView(PageReportView):
    """Pages by languages. A report: filters, sorting, CSV and XLSX are Wagtail's."""

    page_title = gettext_lazy("Translations")
    header_icon = "wagtail-localize-language"
    template_name = "translations/board.html"
    results_template_name = "translations/board_results.html"
    index_url_name = "translation_board"
    index_results_url_name = "translation_board_results"
    filterset_class = BoardFilterSet
    any_permission_required = ["add", "change", "publish", "lock", "unlock"]
    default_ordering = "-urgency"
    is_searchable = True
    search_backend_name = None
    search_fields = ["title"]
    table_classname = "listing full-width"

    @cached_property
    def locales(self) -> list[Locale]:
        """The languages that something is translated into, the usual source's last."""
        into = Exists(TranslationState.objects.filter(locale=OuterRef("pk")))
        return sorted(Locale.objects.filter(into), key=lambda locale: locale.language_code == settings.LANGUAGE_CODE)

    @cached_property
    def writable(self) -> set[int]:
        """The languages, by key, that the user may write in."""
        return languages_of(self.request.user)

    @cached_property
    def shares(self) -> dict[int, int]:
        """How many in a hundred pages are current, for each language: 100 only when all are."""
        counted = TranslationState.objects.filter(page__isnull=False).order_by().values("locale")
        counted = counted.annotate(total=Count("pk"), current=Count("pk", filter=Q(state=State.CURRENT)))
        return {row["locale"]: row["current"] * 100 // row["total"] for row in counted}

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """What comes back from agencies, for those who may write somewhere."""
        if not self.writable:
            return []
        return [
            HeaderButton(_("Import…"), reverse("import_translations"), icon_name="upload", priority=10),
            HeaderButton(_("Memory"), reverse("translation_memory"), icon_name="history", priority=20),
        ]

    @cached_property
    def columns(self) -> list[BaseColumn]:
        may_start = self.request.user.has_perm("wagtail_localize.submit_translation")
        return [
            PageColumn("title", label=_("Page"), sort_key="title"),
            SourceColumn("source", label=pgettext("column", "Source"), sort_key="urgency"),
            *(
                LanguageColumn(locale, self.shares.get(locale.pk, 0), locale.pk in self.writable, may_start)
                for locale in self.locales
            ),
        ]

    def get_base_queryset(self) -> QuerySet:
        """Each page that has translations to speak of, once: the source."""
        return (
            Page.objects.filter(Exists(TranslationState.objects.filter(page=OuterRef("pk"))))
            .select_related("locale")
            .defer_streamfields()
        )

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """By title, by urgency, or by what is stale in one language; clinical changes count first."""
        key = self.ordering.removeprefix("-")
        sign = "-" if self.ordering.startswith("-") else ""
        if key == "title":
            return queryset.order_by(f"{sign}title", "pk")
        states = TranslationState.objects.filter(page=OuterRef("pk")).order_by()
        if key != "urgency":
            states = states.filter(locale__language_code=key)
        summed = states.values("page").annotate(clinical_sum=Sum("clinical"), stale_sum=Sum("stale"))
        return queryset.annotate(
            clinical=Subquery(summed.values("clinical_sum")), stale=Subquery(summed.values("stale_sum"))
        ).order_by(
            *(
                F(name).desc(nulls_last=True) if sign else F(name).asc(nulls_first=True)
                for name in ("clinical", "stale")
            ),
            "title",
            "pk",
        )

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """The cells of the pages shown, and what is to answer: two queries. Also for exports, which show all pages."""
        pages = list(object_list)
        by_page: dict[int, dict[int, TranslationState]] = {page.pk: {} for page in pages}
        states = TranslationState.objects.select_related("translator").defer("made_from")
        for state in states.filter(page__in=by_page):
            by_page[state.page_id][state.locale_id] = state  # type: ignore[index]
        notes = notes_by_page([page.translation_key for page in pages])
        for page in pages:
            page.states = by_page[page.pk]
            page.open_notes = notes.get(page.translation_key, 0)
            page.source_language = "" if self.is_source_deleted(page) else page.locale.language_code
            if self.is_export:
                for locale in self.locales:
                    setattr(page, f"state_{locale.language_code}", in_words(page.states.get(locale.pk)))
        return object_list

    @staticmethod
    def is_source_deleted(page: Page) -> bool:
        """Whether the row is headed by the translation that is left."""
        return any(state.is_source_deleted for state in page.states.values())

    @property
    def list_export(self) -> list[str]:
        return ["title", "source_language", *(f"state_{locale.language_code}" for locale in self.locales)]

    @property
    def export_headings(self) -> dict[str, Any]:
        return {
            "title": _("Page"),
            "source_language": _("Source language"),
            **{f"state_{locale.language_code}": locale.get_display_name() for locale in self.locales},
        }

    def get_filename(self) -> str:
        return "translations"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        chosen = self.filters.form.cleaned_data if self.filters and self.filters.is_valid() else {}
        states = TranslationState.objects.filter(page__isnull=False)
        locale = chosen.get("locale")
        context.update(
            {
                "tallies": tallies(states.filter(locale=locale) if locale else states),
                "chosen_state": chosen.get("state"),
                "chosen_locale": locale,
                "writable_locales": [locale for locale in self.locales if locale.pk in self.writable],
                "queue": queue_of(self.request.user)[:QUEUE],
                "gaps": label_gaps(self.request.user),
            }
        )
        return context


class TranslationsPanel(Component):
    """The counts and the queue, on the dashboard."""

    name = "translations"
    template_name = "translations/home_panel.html"
    order = 150

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        return {
            "request": request,
            "csrf_token": parent_context["csrf_token"],
            "perms": PermWrapper(request.user),
            "tallies": tallies(TranslationState.objects.filter(page__isnull=False)),
            "queue": queue_of(request.user)[:QUEUE],
        }


def in_words(state: TranslationState | None) -> str:
    """A cell of a spreadsheet."""
    if not state:
        return ""
    words = str(state.get_state_display())
    if state.state == State.IN_PROGRESS:
        return _("%(state)s %(percentage)s%%") % {"state": words, "percentage": state.percentage}
    if state.state == State.STALE:
        return _("%(state)s: %(count)s (%(clinical)s)") % {
            "state": words,
            "count": state.stale,
            "clinical": f"{state.clinical} {_clinical(state.clinical)}",
        }
    return words
