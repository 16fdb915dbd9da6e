"""Before the admin publishes: what the guard would refuse is said where the editor is, and the rest goes ahead."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.models import Page

from articles.models import ArticlePage
from articles.publication import reasons_against
from editorial.register.authorship import latest_text
from translations.publishing.publish_rules import reasons_not_to_publish, translation_of


def refuse_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The publish button of wagtail-localize's editor, which knows no reasons but a translated text's own."""
    if request.method != "POST" or request.POST.get("action") != "publish" or not (translation := translation_of(page)):
        return None
    if reasons_not_to_publish(translation):
        return None  # said by the room of translations
    text = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    reasons = reasons_against(text, request.user)
    for reason in reasons:
        messages.error(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk) if reasons else None


def leave_out_refused(request: HttpRequest, objects: list[Page], action: BulkAction) -> HttpResponse | None:
    """Of pages that are published together, those that may not be are left out; else none of them would go live."""
    for page in list(objects):
        if reasons := reasons_against(latest_text(page.specific), request.user):
            objects.remove(page)
            messages.error(
                request,
                _("“%(page)s” was not published. %(reasons)s")
                % {"page": page.get_admin_display_title(), "reasons": " ".join(reasons)},
            )
    return None if objects else redirect(action.next_url)


class PublishAPIAction(PublishPageAPIAction):
    """As Wagtail's, which passes `Page.publish` by: it would clear the schedules before it is refused."""

    @transaction.atomic
    def execute(self, instance: Page, data: Any) -> Any:
        """Refused with the reasons, and nothing is done then."""
        page = instance.specific
        if isinstance(page, ArticlePage) and (reasons := reasons_against(latest_text(page), self.request.user)):
            raise ValidationError({NON_FIELD_ERRORS: reasons})
        return super().execute(instance, data)


class PagesViewSet(PagesAdminAPIViewSet):
    """The pages of the admin's API."""

    actions = PagesAdminAPIViewSet.actions | {"publish": PublishAPIAction}
