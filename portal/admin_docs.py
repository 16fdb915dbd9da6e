"""The guides of docs/guide in the admin, where they are needed, in the reader's language."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "guide"
IN_FRENCH = {"editors": "redacteurs", "reviewers": "relecteurs", "translators": "traducteurs", "agencies": "agences"}
FILES = {
    **{f"{name}.en.md": "en" for name in IN_FRENCH},
    **{f"{name}.fr.md": "fr" for name in IN_FRENCH.values()},
}
"""The language of each."""


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """One guide. Their links to each other are relative, and lead where they say here too."""

    template_name = "portal/guide.html"
    header_icon = "help"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """By its file; by its subject, it is the one in the reader's language."""
        name = kwargs["name"]
        if name in IN_FRENCH:
            is_french = (get_language() or "").startswith("fr")
            return redirect("guide", f"{IN_FRENCH[name]}.fr.md" if is_french else f"{name}.en.md")
        if name not in FILES:
            raise Http404
        self.name = name
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The title of the guide, which is its first line."""
        return _read(self.name)[0]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(text=_read(self.name)[1], language=FILES[self.name], **kwargs)


@lru_cache(maxsize=len(FILES))
def _read(name: str) -> tuple[str, SafeString]:
    """The title, and the rest as HTML; read once in each process."""
    title, _, rest = (FOLDER / name).read_text(encoding="utf-8").partition("\n")
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(rest)
    return title.removeprefix("# "), mark_safe(html)  # noqa: S308 -- our own file
