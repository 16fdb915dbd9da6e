"""Whether the interface itself is translated: each language's messages, from the files that the code is run with."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

SOURCE = "en"
"""The language of the messages in the code: complete by itself."""
SHOWN = 100


@dataclass
class LanguageReport:
    """How far one language is."""

    code: str
    total: int
    missing: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The language, in the language of whoever looks."""
        return str(get_language_info(self.code)["name_translated"])

    @property
    def done(self) -> int:
        """Messages that are translated, and by a person."""
        return self.total - len(self.missing) - len(self.fuzzy)

    @property
    def percentage(self) -> int:
        """100 only when all of it is."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def open_messages(self) -> list[tuple[str, bool]]:
        """The first messages to work on, and whether they are only to be confirmed."""
        return [(text, False) for text in self.missing[:SHOWN]] + [(text, True) for text in self.fuzzy[:SHOWN]]


def interface_reports(root: Path | None = None) -> list[LanguageReport]:
    """One for each language of the portal, from `locale/<language>/LC_MESSAGES/django.po`."""
    folder = root or Path(settings.LOCALE_PATHS[0])
    files = {}
    for code, _name in settings.LANGUAGES:
        path = folder / code.replace("-", "_") / "LC_MESSAGES" / "django.po"
        files[code] = polib.pofile(str(path)) if path.is_file() else polib.POFile()
    wanted = {(entry.msgctxt, entry.msgid): None for file in files.values() for entry in file if not entry.obsolete}
    reports = []
    for code, file in files.items():
        report = LanguageReport(code, len(wanted))
        reports.append(report)
        if code == SOURCE:
            continue
        known = {(entry.msgctxt, entry.msgid): entry for entry in file if not entry.obsolete}
        for key in wanted:
            entry = known.get(key)
            if entry and entry.fuzzy:
                report.fuzzy.append(key[1])
            elif not entry or not entry.translated():
                report.missing.append(key[1])
    return reports


class InterfaceReportView(WagtailAdminTemplateMixin, TemplateView):
    """What of the interface is missing or unconfirmed, per language."""

    template_name = "translations/interface.html"
    page_title = gettext_lazy("Interface texts")
    header_icon = "desktop"

    @cached_property
    def reports(self) -> list[LanguageReport]:
        """Read at each look: a few hundred milliseconds."""
        return interface_reports()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(reports=self.reports, **kwargs)
