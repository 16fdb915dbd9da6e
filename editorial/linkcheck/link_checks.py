"""When the addresses of links are asked, and what an answer means.

One failure proves nothing: a server may be under repair. An address is dead when it has failed on three days in a row.
One runner at a time asks, in whatever process it is, so that each server is asked at the pace
that is promised here.
"""

import datetime
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page

from editorial.checks.page_checks import Corpus, is_checked, live_pages
from editorial.linkcheck import http_probe
from editorial.models.links import LONGEST, CheckedAddress, LinkUse

logger = logging.getLogger(__name__)

State = CheckedAddress.State
# A little less than it says: what cron asked at three in the morning is due at three in the morning.
_DAY, _WEEK = datetime.timedelta(hours=20), datetime.timedelta(days=6, hours=20)
AGAIN = {
    State.FINE: _WEEK,
    State.CLOSED: _WEEK,
    State.REFUSED: _WEEK,
    State.FAILING: _DAY,
    State.DEAD: _WEEK,
}
FAILURES = 3
PACE = 3.0  # seconds between two questions to one server
_LOCK = 0x6C696E6B  # the runner's, among the advisory locks of this database


@dataclass
class Run:
    """What a run has seen: how many addresses in which state."""

    counts: dict[str, int] = field(default_factory=dict)
    is_another_at_it: bool = False
    is_offline: bool = False  # several servers, and none answered: the network is ours to mend, nothing was counted


def ask_published(instance: Page) -> None:
    """Ask the new addresses of a published page, in the background."""
    if settings.CHECK_LINKS and is_checked(instance):
        transaction.on_commit(lambda: _ask_soon(instance.pk), robust=True)


def _ask_soon(page_pk: int) -> None:
    if _due().filter(uses__page=page_pk).exists():
        check_links_later.enqueue()


@task()
def check_links_later() -> None:
    """`check_links`, in the background."""
    check_links()


def check_links() -> Run:
    """Ask every address that live pages link to and whose time has come. What was found is kept at once, one by one."""
    with _alone() as is_alone:
        if not is_alone:
            return Run(is_another_at_it=True)
        run, pace = Run(), http_probe.Pace(PACE)
        changed: set[int] = set()
        unheard: list[tuple[CheckedAddress, http_probe.Answer]] = []
        has_heard = False
        for address in _each_due():
            answer = http_probe.ask(address.url, user_agent=user_agent(), wait=pace.wait)
            if not has_heard and not answer.status and answer.problem in http_probe.FAILURES:
                unheard.append((address, answer))
                continue
            has_heard = has_heard or bool(answer.status)
            changed |= _record(run, address, answer)
        if not has_heard and len({http_probe.host_of(address.url) for address, _answer in unheard}) > 1:
            run.is_offline = True
        else:
            for address, answer in unheard:
                changed |= _record(run, address, answer)
        _examine_users(changed)
    return run


def user_agent() -> str:
    """Who asks, and where to read who that is."""
    return f"PatientPortal-LinkCheck/1 (+{settings.WAGTAILADMIN_BASE_URL})"


def _due() -> QuerySet[CheckedAddress]:
    uses = LinkUse.objects.filter(address=OuterRef("pk"), page__live=True)
    return CheckedAddress.objects.filter(Exists(uses), ask_at__lte=timezone.now())


def _each_due() -> Iterator[CheckedAddress]:
    """Each once, those that become due meanwhile too; servers take turns, so that none makes the others wait."""
    seen: set[int] = set()
    while waiting := list(_due().exclude(pk__in=seen).order_by("ask_at", "pk")):
        turns: dict[str, int] = {}
        ordered = []
        for address in waiting:
            host = http_probe.host_of(address.url)
            turns[host] = turns.get(host, 0) + 1
            ordered.append((turns[host], address))
        for _turn, address in sorted(ordered, key=lambda pair: pair[0]):
            seen.add(address.pk)
            yield address


def _record(run: Run, address: CheckedAddress, answer: http_probe.Answer) -> set[int]:
    """Keep an answer. The address, if it has died or come back to life."""
    now, before = timezone.now(), address.state
    if answer.is_failure:
        address.failures = min(address.failures + 1, FAILURES)
        address.failing_since = address.failing_since or now
        address.state = State.DEAD if address.failures >= FAILURES else State.FAILING
    else:
        address.failures, address.failing_since = 0, None
        address.state = State.FINE if answer.is_fine else State.CLOSED
        if answer.problem in http_probe.REFUSALS:
            address.state = State.REFUSED
    is_moved = answer.is_fine and answer.is_permanent and len(answer.final_url) <= LONGEST
    address.moved_to = answer.final_url if is_moved else ""
    address.status, address.problem = answer.status, answer.problem
    address.checked_at, address.ask_at = now, now + AGAIN[State(address.state)]
    address.save()
    run.counts[address.state] = run.counts.get(address.state, 0) + 1
    return {address.pk} if State.DEAD in (before, address.state) and before != address.state else set()


def _examine_users(addresses: set[int]) -> None:
    """The findings of live pages follow what is known of their links."""
    pages = set(LinkUse.objects.filter(address__in=addresses).values_list("page_id", flat=True)) if addresses else set()
    if pages:
        corpus = Corpus()
        for page in live_pages():
            if page.pk in pages:
                corpus.examine(page)


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether this is the only runner. The database lets go of the lock when the connection ends, however it ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        (is_alone,) = cursor.fetchone()
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
