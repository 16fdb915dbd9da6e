"""Every check over one document."""

import logging
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from quality.checks import CHECKS
from quality.document import Document
from quality.finding import Check, Finding, Level, Message

logger = logging.getLogger(__name__)

FAILED = "check-failed"
_AGAIN = _("Nothing was lost. If it happens again, tell whoever looks after this site which page it was.")
_FAILURES = {
    "failed": Message(_("The check “%(title)s” could not run. The others did."), _AGAIN),
    "unread": Message(_("The page could not be read, so nothing was checked in it."), _AGAIN),
}
UNREAD = Finding(FAILED, "unread", Level.WARN)
# Values that are days, in ISO's form as long as they are data.
DAYS = {"day", "last", "next", "shown", "signed"}
_BY_ID = {check.id: check for check in CHECKS}
_PAGE_FIELDS = ("", "title", "kind", "purpose", "audience", "article_authors", "introduction", "key_points", "body")


def examine(
    document: Document, levels: Mapping[str, Level] | None = None, checks: Sequence[Check] = CHECKS
) -> list[Finding]:
    """The findings in page order, on the levels given or the checks' own. A check that fails is one of them."""
    findings = []
    for check in checks:
        if not (document.is_governed or check.for_any_text):
            continue
        try:
            found = list(check.find(document))
        except Exception:  # whatever it is: one check that fails must not take the others along
            logger.exception("A check failed", extra={"event": "check_failed", "check": check.id})
            found = [Finding(FAILED, "failed", Level.WARN, {"check": check.id})]
        level = (levels or {}).get(check.id)
        if check.is_fixed or (level == Level.BLOCK and not check.may_block):
            level = None
        findings += [finding.at(level) if level and finding.check == check.id else finding for finding in found]
    order = {block.id: number for number, block in enumerate(document.blocks) if block.id}
    return sorted(findings, key=lambda finding: _place(finding, order))


def describe(finding: Finding) -> str:
    """What is wrong, in the active language."""
    values = {name: _day(value) if name in DAYS else value for name, value in finding.values.items()}
    if "check" in values:
        values["title"] = title_of(str(values["check"]))
    return str(_message(finding).text % values)


def repair(finding: Finding) -> str:
    """One way to put it right, in the active language."""
    return str(_message(finding).repair % finding.values)


def title_of(check: str) -> str:
    """The name of a check, in the active language; its id where it is no longer one."""
    if check == FAILED:
        return str(_("A check failed"))
    return str(_BY_ID[check].title) if check in _BY_ID else check


def source_of(check: str) -> str:
    """Where the rule comes from."""
    return _BY_ID[check].source if check in _BY_ID else ""


def _day(value: object) -> object:
    """A day as the active language writes it; what is none, as it is."""
    try:
        return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")
    except ValueError:
        return value


def _message(finding: Finding) -> Message:
    check = _BY_ID.get(finding.check)
    messages = _FAILURES if finding.check == FAILED else check.messages if check else {}
    # What a check found that is no longer one is kept until its page is examined again.
    return messages.get(finding.code) or Message(finding.check, "")


def _place(finding: Finding, order: Mapping[str, int]) -> tuple[int, int]:
    """The page as a whole first, then its fields as the editor has them, then what follows the text."""
    field = _PAGE_FIELDS.index(finding.field) if finding.field in _PAGE_FIELDS else len(_PAGE_FIELDS)
    return field, order.get(finding.block_id, finding.place)
