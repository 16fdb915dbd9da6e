"""The results page, the suggestions, and the count of results that nobody opened."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from antispam.posts import is_from_here, is_too_many
from articles.models import ArticleIndexPage
from contact.models import ContactPage
from home.models import only_page
from search import results as answers
from search import unmet
from search.ranking import Hit
from search.results import Facet
from search.suggestions import suggest
from search.timeouts import SEARCH, SUGGESTIONS, TooSlowError, time_limit

PAGE_SIZE = 10
TICKET_LENGTH = 1000
# A reader's own browser may keep an answer, and must ask whether it is still so: an unpublished page is gone at once.
fresh = cache_control(private=True, no_cache=True)


@require_safe
@fresh
def search(request: HttpRequest) -> HttpResponse:
    """What is found for `?q=`, narrowed by `?in=` and `?category=`, ten to a page."""
    if is_too_many(request, "search", limit=30, seconds=30):
        response = render(request, "search/search.html", {"is_limited": True, **_base("")}, status=429)
        response["Retry-After"] = "30"
        return response
    query = answers.clean(request.GET.get("q", ""))
    if not query:
        return render(request, "search/search.html", _base(query))
    try:
        with time_limit(SEARCH):
            found = _found(request, query)
    except TooSlowError:
        response = render(request, "search/search.html", {"is_too_slow": True, **_base(query)}, status=503)
        response["Retry-After"] = "30"
        return response
    if found["is_unmet"]:
        unmet.count_without_result(query, _language())
    return render(request, "search/search.html", {**_base(query), **found})


@require_safe
@fresh
def suggestions(request: HttpRequest) -> JsonResponse:
    """Titles and words for `?q=`, as JSON: `[{text, url, kind}]`."""
    if is_too_many(request, "suggestions", limit=150, seconds=30):
        return JsonResponse([], safe=False, status=429)
    try:
        with time_limit(SUGGESTIONS):
            found = suggest(answers.clean(request.GET.get("q", "")), _language())
    except TooSlowError:
        found = []
    return JsonResponse([vars(each) for each in found], safe=False)


@csrf_exempt  # a reader has no session: it must come from here, be signed by us, and not too often
@require_POST
def unopened(request: HttpRequest) -> HttpResponse:
    """A reader left a page of results without opening one."""
    if is_from_here(request) and not is_too_many(request, "unopened", limit=20, seconds=60):
        unmet.count_without_click(request.POST.get("ticket", "")[:TICKET_LENGTH])
    return HttpResponse(status=204)


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def _base(query: str) -> dict[str, Any]:
    return {"query": query, "search_url": reverse("search"), "query_length": answers.QUERY_LENGTH}


def _found(request: HttpRequest, query: str) -> dict[str, Any]:
    language = _language()
    found = answers.answer(query, language)
    kind, category = request.GET.get("in", ""), request.GET.get("category", "")
    kinds, categories = answers.kinds(found.hits, kind), answers.categories(found.hits, language, category)
    chosen_kind = next((facet for facet in kinds if facet.is_chosen), None)
    chosen_category = next((facet for facet in categories if facet.is_chosen), None)
    hits = _narrowed(found.hits, chosen_kind, chosen_category)
    # A number that no page has is answered with the nearest one that there is.
    page = Paginator(hits, PAGE_SIZE).get_page(request.GET.get("page", "1")[:9])
    is_first = page.number == 1 and not (chosen_kind or chosen_category)
    promoted = answers.promoted(query, language) if is_first else []
    results = answers.show(found, list(page))
    on_top = [result for result in results if result.term and result.term.pk in found.asked.terms] if is_first else []
    chosen = {
        "q": query,
        "in": chosen_kind and chosen_kind.value,
        "category": chosen_category and chosen_category.value,
    }
    return {
        "found": found,
        "is_unmet": is_first and not found.hits and not promoted,
        "results": [result for result in results if result not in on_top],
        "definitions": on_top,
        "promoted": promoted,
        "page_of_results": page,
        "count": len(hits),
        "kinds": kinds,
        "categories": categories,
        "can_narrow": len(kinds) > 1 or bool(categories),
        "is_narrowed": bool(chosen_kind or chosen_category),
        "list_url": f"{reverse('search')}?{urlencode({name: value for name, value in chosen.items() if value})}",
        # A definition read on the page itself is an answer: nothing need be opened.
        "ticket": unmet.ticket(query, language) if is_first and found.hits and not on_top else "",
        "article_index": None if found.hits else only_page(ArticleIndexPage, language),
        "contact_page": None if found.hits else only_page(ContactPage, language),
        "nearest": [] if found.hits else answers.spellings(found.asked),
    }


def _narrowed(hits: list[Hit], kind: Facet | None, category: Facet | None) -> list[Hit]:
    if kind:
        hits = [hit for hit in hits if hit.kind == kind.key]
    if category:
        hits = [hit for hit in hits if category.key in hit.categories]
    return hits
