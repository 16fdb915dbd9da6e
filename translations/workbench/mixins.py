"""What the workbench's views share: whose translation it is, who may come, where they go back to."""

from functools import cached_property
from typing import Any, cast

from django.contrib.auth.models import AbstractUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from translations.workbench.saving import translation_for
from translations.workbench.screen import Screen
from translations.workbench.segment_list import Row


def is_script(request: HttpRequest) -> bool:
    """Whether the workbench's script asks, and not a form."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def number(value: str) -> int:
    """A key from an address; 0 for anything else."""
    return int(value) if value.isdecimal() and len(value) < 10 else 0


class OfPageMixin(WagtailAdminTemplateMixin):
    """A screen that belongs to a page's editor: its breadcrumbs lead back there."""

    page: Page

    def get_page_subtitle(self) -> str:
        """The title of the page that is translated."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The page, then this."""
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), edit, {"url": "", "label": self.page_title}]


class TranslationMixin(View):
    """Of one translation, for whoever may edit its page."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.translation, self.page = translation_for(request.user, kwargs["translation_id"])  # type: ignore[arg-type]

    @cached_property
    def screen(self) -> Screen:
        """As it is now."""
        return Screen(self.request, self.translation, self.page)

    @property
    def user(self) -> AbstractUser:
        """The user who translates."""
        return cast("AbstractUser", self.request.user)

    def row_or_404(self) -> Row:
        """The segment of the address."""
        if not (row := self.screen.bench.row(self.kwargs["segment_id"])):
            raise Http404
        return row

    def back(self, segment_id: int = 0) -> HttpResponse:
        """To the screen, at a segment."""
        address = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return redirect(f"{address}?segment={segment_id}#segment-{segment_id}" if segment_id else address)
