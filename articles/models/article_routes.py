"""The addresses below an article: beside its other language, on paper, its history."""

from typing import Any, Self

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField

from articles.content.bilingual import align
from articles.pdf import leaflet
from vocabulary.base_page import PortalPage


class ArticleRoutes(RoutablePageMixin, PortalPage):
    """What is read at the addresses below an article, and what they are."""

    body: StreamField

    class Meta:
        abstract = True

    @path(pgettext_lazy("address", "bilingual/"), name="bilingual")
    @path(pgettext_lazy("address", "bilingual/<slug:language>/"), name="bilingual_with")
    def serve_bilingual(self, request: HttpRequest, language: str = "") -> HttpResponse:
        """The edition beside that of another language, block by block; 404 where that isn't live.

        Without a language, the first other one: an address for each pair, and one alone.
        """
        first, *more = [*self._other_languages(), ""]
        if language and language not in more:
            raise Http404(_("There is no such page."))
        editions = type(self).objects.live().filter(translation_key=self.translation_key)
        other = get_object_or_404(editions.select_related("locale"), locale__language_code=language or first)
        return self._beside(request, other)

    @path("pdf/", name="pdf")
    def serve_pdf(self, request: HttpRequest) -> HttpResponse:
        """The article as a leaflet to print or keep; 404 where none can be made."""
        return leaflet.answer(self, request, large=False)

    @path(pgettext_lazy("address", "pdf/large-print/"), name="pdf_large")
    def serve_large_print_pdf(self, request: HttpRequest) -> HttpResponse:
        """The leaflet in large print."""
        return leaflet.answer(self, request, large=True)

    @path(pgettext_lazy("address", "history/"), name="history")
    @path(pgettext_lazy("address", "history/<int:number>/"), name="version")
    def serve_history(self, request: HttpRequest, number: int | None = None) -> HttpResponse:
        """What readers have seen at this address, and who signed it; told by the room that keeps it, else 404."""
        for show in hooks.get_hooks("show_article_history"):
            answer: HttpResponse = show(self, request, number)
            return answer
        raise Http404(_("There is no such page."))

    @property
    def history_url(self) -> str:
        """The address of its history."""
        return self._below("history")

    def history_url_below(self, address: str, language: str) -> str:
        """The address of the history of a translation, from the translation's own. No query."""
        with translation.override(language):
            return address + str(self.reverse_subpage("history"))

    def version_url(self, number: int) -> str:
        """The address of a text as it stood."""
        return self._below("version", {"number": number})

    def _below(self, name: str, kwargs: dict[str, Any] | None = None) -> str:
        with translation.override(self.locale.language_code):
            return str(self.url) + self.reverse_subpage(name, kwargs=kwargs)

    def pdf_urls(self) -> tuple[str, str] | None:
        """The addresses of the leaflet, in normal and in large print; None where none can be made."""
        if not leaflet.is_available():
            return None
        return self._below("pdf"), self._below("pdf_large")

    def bilingual_url(self, language: str) -> str:
        """The address of this edition beside that of another language."""
        name, kwargs = (
            ("bilingual", {}) if language in self._other_languages()[:1] else ("bilingual_with", {"language": language})
        )
        return self._below(name, kwargs)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """What an editor may look at while writing."""
        modes = [("", _("As readers see it")), ("print", _("On paper"))]
        return [*modes, ("bilingual", _("In two languages"))] if self._other_edition() else modes

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The article, or its draft beside the newest version of its other edition. Paper is the template's matter."""
        if mode_name != "bilingual" or not (other := self._other_edition()):
            return super().serve_preview(request, mode_name)
        return self._beside(request, other.get_latest_revision_as_object())

    def _other_edition(self) -> Self | None:
        editions = type(self).objects.filter(translation_key=self.translation_key).exclude(locale=self.locale_id)
        return editions.select_related("locale", "latest_revision").order_by("locale_id").first()

    def _beside(self, request: HttpRequest, other: Self) -> HttpResponse:
        return self.render(
            request,
            context_overrides={"beside": other, "pairs": align(self.body, other.body)},
            template="articles/bilingual.html",
        )

    def _other_languages(self) -> list[str]:
        return [code for code, _name in settings.LANGUAGES if code != self.locale.language_code]
