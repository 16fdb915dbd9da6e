"""PortalPage: what every page of the portal is, whatever its kind."""

from http import HTTPMethod
from typing import Any, Self

from wagtail.models import Page


class PortalPage(Page):
    """A page that is for everyone, and stays online while a later version of it waits for its hour."""

    private_page_options: list[str] = []
    # Forms post to addresses of their own.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """As Wagtail, and the version that is online stays the page's: an older content may know of another, or none.

        Wagtail asks it whether something is online that stays there when another version is scheduled.
        """
        page: Self = super().with_content_json(content)
        page.live_revision_id = self.live_revision_id
        return page
