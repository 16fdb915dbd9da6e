"""PortalPage: what every page of the portal is, whatever its kind."""

from http import HTTPMethod
from typing import Any, Self

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext
from wagtail.models import Page, Revision

from vocabulary.models import SluggedLabel


class PortalPage(Page):
    """A page that is for everyone, and stays online while a later version of it waits for its hour."""

    private_page_options: list[str] = []
    # Forms post to addresses of their own.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    # The newest version when an autosave was asked for; None for any other save (`editorial.authoring.autosave`).
    autosaved_after: int | None = None

    class Meta:
        abstract = True

    def newest_revision(self) -> int | None:
        """The version that was saved last, in the database."""
        return Revision.objects.for_instance(self).order_by("-created_at", "-pk").values_list("pk", flat=True).first()

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """As Wagtail. PermissionDenied, which its editor tells, for an autosave that another save has overtaken."""
        if not self.autosaved_after:
            return super().save_revision(*args, **kwargs)
        with transaction.atomic():
            Page.objects.select_for_update(of=("self",)).get(pk=self.pk)  # whoever saves now ends first
            if self.newest_revision() != self.autosaved_after:
                raise PermissionDenied(gettext("This page was saved meanwhile: the newer version is kept."))
            return super().save_revision(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """As Wagtail, and the version that is online stays the page's: an older content may know of another, or none.

        Wagtail asks it whether something is online that stays there when another version is scheduled.
        """
        page: Self = super().with_content_json(content)
        page.live_revision_id = self.live_revision_id
        return page


class LabelIndexMixin:
    """A page that gives the labels of one model an address below it; sitemap and languages know them by that.

    Whoever serves such an address has the label in the template's context, as `label`.
    """

    label_model: type[SluggedLabel]

    def listed_labels(self) -> QuerySet[Any]:
        """Those that readers of this page's language find something under."""
        raise NotImplementedError

    def label_url(self, label: SluggedLabel, language: str | None = None) -> str:
        """The address of a label that has a name in the language: the page's, or another that the page is read in."""
        raise NotImplementedError
