"""Takes a reader's answer: counts it, and leads back to the page."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from antispam.posts import is_from_here, is_too_many
from articles.models import ArticlePage
from feedback.models import DailyCount, Reason

LIMIT, WINDOW = 30, 600  # a hospital has one address for all its beds; the seconds


@csrf_exempt  # no reader has a session to abuse: antispam.posts asks where it comes from
@require_POST
def answer(request: HttpRequest, page_id: int) -> HttpResponse:
    """Count `answer=yes`, `no` or a reason, and lead to the page, where the address's fragment says thank you.

    What is no answer, and what is too much, leads there too, uncounted: nothing is lost that a reader wrote.
    """
    article = get_object_or_404(ArticlePage.objects.live().select_related("locale"), pk=page_id)
    given = request.POST.get("answer", "")
    if given not in {"yes", "no", *Reason.values} or not is_from_here(request):
        return _back(request, article, "feedback")
    if is_too_many(request, "feedback", LIMIT, WINDOW):
        return _back(request, article, "feedback-later")
    count(article, is_helpful=given == "yes", reason=given if given in Reason.values else "")
    return _back(request, article, "feedback-why" if given == "no" else "feedback-thanks")


def count(article: ArticlePage, *, is_helpful: bool, reason: str = "") -> None:
    """One answer more, today."""
    DailyCount.objects.update_or_create(
        page_id=article.pk,
        day=timezone.localdate(),
        is_helpful=is_helpful,
        reason=reason,
        defaults={"count": F("count") + 1},
        create_defaults={"count": 1},
    )


def _back(request: HttpRequest, article: ArticlePage, fragment: str) -> HttpResponse:
    if request.headers.get("Accept") == "text/plain":  # the script, which stays on the page
        return HttpResponse(fragment, content_type="text/plain")
    response = HttpResponseRedirect(f"{article.url}#{fragment}")
    response.status_code = 303  # whatever was posted, the page is fetched
    return response
