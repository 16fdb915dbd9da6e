"""An article that is withdrawn leaves a word at its address: when, why, and what to read instead.

Answered with 410, so that search engines forget it. What an editor redirects is redirected.
"""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from articles.models import ArticlePage
from editorial.models.register import Withdrawal

DEEPEST = 20  # segments of an address: a deeper one is no article's


class WithdrawalForm(forms.ModelForm):
    """What readers are told."""

    class Meta:
        model = Withdrawal
        fields = ["reason", "successor"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"] = forms.ModelChoiceField(
            label=_("What to read instead"),
            queryset=ArticlePage.objects.live(),
            widget=AdminPageChooser(target_models=[ArticlePage]),
            required=False,
        )


def note_withdrawal(instance: Page, **kwargs: Any) -> None:
    """A `page_unpublished` receiver, sent before a deletion too: from here on its address answers 410."""
    if not isinstance(page := instance.specific, ArticlePage) or not page.url:
        return
    # An address that it left and came back to would lead to itself, without end.
    old_path = Redirect.normalise_path(page.url)
    Redirect.objects.filter(
        Q(old_path=old_path) | Q(old_path__startswith=f"{old_path}/"),
        redirect_page_id=page.pk,
        automatically_created=True,
    ).delete()
    Withdrawal.objects.update_or_create(
        translation_key=page.translation_key,
        language_code=page.locale.language_code,
        defaults={"title": page.title, "address": page.url},
    )


def forget_withdrawal(instance: Page) -> None:
    """End the withdrawal of an article that is back: it is found from where it was before."""
    if not isinstance(instance, ArticlePage):
        return
    withdrawn = Withdrawal.objects.filter(
        translation_key=instance.translation_key, language_code=instance.locale.language_code
    ).first()
    if not withdrawn:
        return
    # Wagtail makes a redirect when the address of a live page changes, not when that of a draft does.
    if instance.url and instance.url != withdrawn.address:
        old_path = Redirect.normalise_path(withdrawn.address)
        Redirect.objects.get_or_create(
            old_path=old_path,
            site=None,
            defaults={"redirect_page": instance, "is_permanent": True, "automatically_created": True},
        )
    withdrawn.delete()


def explain(request: HttpRequest, page: Page) -> None:
    """Keep what was written for the readers of a page that has just been unpublished; what can't be is given back."""
    withdrawal = Withdrawal.objects.filter(
        translation_key=page.translation_key, language_code=page.locale.language_code
    ).first()
    if withdrawal:
        form = WithdrawalForm(request.POST, instance=withdrawal)
        if form.is_valid():
            form.save()
        else:
            problem = " ".join(str(problem) for problems in form.errors.values() for problem in problems)
            written = {"problem": problem, "text": request.POST.get("reason", "")}
            text = gettext(
                "The page is offline, but what readers are told was not kept: %(problem)s Put it in under Reports, "
                "Withdrawn articles. You had written: “%(text)s”"
            )
            messages.error(request, text % written)


class WithdrawnMiddleware:
    """Stands before Wagtail's redirects: what is still 404 after them may have been withdrawn."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, or that the article was withdrawn. One query for an address that isn't there, none else."""
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        return answer(request) or response


def answer(request: HttpRequest) -> HttpResponse | None:
    """410 with an explanation, for the address of a withdrawn article or one below it; None for any other."""
    segments = [segment for segment in request.path_info.split("/") if segment]
    language = segments[0] if segments else ""
    if language not in dict(settings.LANGUAGES) or not 2 < len(segments) <= DEEPEST:
        return None
    if not all(re.fullmatch(r"[-\w]+", segment) for segment in segments):
        return None  # no page has such an address, and PostgreSQL no such text
    # Kept as a page says its address: é as %C3%A9.
    addresses = [iri_to_uri("/" + "/".join(segments[:length]) + "/") for length in range(2, len(segments) + 1)]
    found = Withdrawal.objects.filter(address__in=addresses).select_related("successor").order_by("-pk").first()
    if not found:
        return None
    with translation.override(language):
        editions = Page.objects.live().filter(translation_key=found.translation_key).select_related("locale")
        others = [edition for edition in editions if edition.url]
        if own := next((edition for edition in others if edition.locale.language_code == language), None):
            return HttpResponsePermanentRedirect(str(own.url))
        successor = found.successor
        if successor and (not successor.live or successor.locale.language_code != language):
            successor = None
        context = {"withdrawal": found, "others": others, "successor": successor}
        return render(request, "410.html", context, status=410)
