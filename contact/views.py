"""Takes a message that a reader has written."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from antispam.posts import is_from_here, is_too_many
from contact.delivery import send_later, store
from contact.forms import ContactForm
from contact.models import ContactPage

LIMIT, WINDOW = 5, 3600  # seconds


@csrf_exempt  # no reader has a session to abuse: antispam.posts asks where it comes from, and the form carries a stamp
@never_cache
def send(request: HttpRequest, page_id: int) -> HttpResponse:
    """Store the message and send it; or show the form again with what was typed and what to do."""
    page = get_object_or_404(ContactPage.objects.live().select_related("locale"), pk=page_id)
    if request.method != "POST":
        return HttpResponseRedirect(page.url)
    with translation.override(page.locale.language_code):
        form = ContactForm(page, request.POST)
        status = 200
        if form.is_valid():
            if not is_from_here(request):
                form.add_error(None, _("This form came from another site. Nothing is lost: send it again from here."))
                status = 403
            elif is_too_many(request, "contact", LIMIT, WINDOW):
                form.add_error(
                    None,
                    _("Too many messages for now. Nothing is lost: keep this page open, and send it again in an hour."),
                )
                status = 429
            else:
                send_later.enqueue(store(page, form).pk)
                # To a place of its own: a browser would keep the form's, its errors.
                response = HttpResponseRedirect(f"{page.url}?sent#main")
                response.status_code = 303  # whatever was posted, the page is fetched
                return response
        context = page.get_context(request, form=form)
        return TemplateResponse(request, page.get_template(request), context, status=status).render()
