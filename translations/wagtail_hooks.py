"""Where the admin asks before it publishes or moves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from translations.guard import reasons_not_to_publish, translation_of
from translations.refusal import refuse
from translations.views import FindingsView, SynchroniseTranslationsView, machine_translate, upload_pofile


# Before wagtail-localize's own addresses, and the same as those: whoever asks for them gets ours.
@hooks.register("register_admin_urls", order=-10)
def register_addresses() -> list[URLPattern]:
    """The views of `translations.views`."""
    return [
        path("translations/<int:translation_id>/findings/", FindingsView.as_view(), name="translation_findings"),
        path("localize/update/<int:translation_source_id>/", SynchroniseTranslationsView.as_view()),
        path("localize/translate/<int:translation_id>/pofile/upload/", upload_pofile),
        path("localize/translate/<int:translation_id>/machine_translate/", machine_translate),
    ]


# Before wagtail-localize's own hook, which answers the request.
@hooks.register("before_edit_page", order=-10)
def refuse_to_publish_unfinished(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The guard's answer, in the translation editor, before anything is saved."""
    if request.method != "POST" or request.POST.get("action") != "publish" or not (translation := translation_of(page)):
        return None
    if not (reasons := reasons_not_to_publish(translation)):
        return None
    refuse(request, translation, reasons)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_move_page")
def refuse_to_move_across_languages(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """A page keeps its language when it moves, so it can't move under another one's address."""
    if destination.is_root() or page.locale_id == destination.locale_id:
        return None
    messages.error(
        request,
        _("“%(page)s” was not moved: it is written in another language than its new place. Translate it instead.")
        % {"page": page.get_admin_display_title()},
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)
