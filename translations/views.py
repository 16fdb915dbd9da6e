"""wagtail-localize's views, where they do more than they may or fail on what they are given."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.views import edit_translation
from wagtail_localize.views.update_translations import UpdateTranslationsView

from translations.machine import MachineTranslationError, no_drafts_message


class SynchroniseTranslationsView(UpdateTranslationsView):
    """Brings the source's changes to the translators. Publishes nothing: that permission isn't asked for here."""

    def get_form(self) -> Any:
        """Without the box that publishes, whatever is posted."""
        form = super().get_form()
        form.fields["publish_translations"].disabled = True
        form.fields["publish_translations"].initial = False
        form.fields["publish_translations"].widget = form.fields["publish_translations"].hidden_widget()
        return form


@require_POST
def upload_pofile(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Takes a PO file of this translation; says so where there is none, or one without the line that names it."""
    file = request.FILES.get("file")
    if file and b"X-WagtailLocalize-TranslationID:" in file.read():
        file.seek(0)
        answer: HttpResponse = edit_translation.upload_pofile(request, translation_id)
        return answer
    messages.error(
        request,
        _("Nothing was changed: this is not a PO file of this page. Download the page's own, translate it, upload it."),
    )
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")


@require_POST
def machine_translate(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Asks the machine for drafts of what is missing; says so when it gives none."""
    try:
        answer: HttpResponse = edit_translation.machine_translate(request, translation_id)
    except MachineTranslationError:
        messages.error(request, no_drafts_message())
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
    return answer
