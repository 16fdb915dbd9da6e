"""Pictures, links and related objects of a translation: the source's, or its own."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.components import MediaContainer

from translations.workbench.mixins import OfPageMixin, TranslationMixin, number
from translations.workbench.synced_values import Value, follow_source, set_own, values_of


class ValuesView(TranslationMixin, OfPageMixin, TemplateView):
    """Pictures, documents, pages and addresses: those of the source, or the translation's own."""

    template_name = "translations/workbench/values.html"
    page_title = gettext_lazy("Pictures, links and related objects")
    header_icon = "link"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with its form."""
        values = [(value, kwargs.get("bound", {}).get(value.pk) or value.form()) for value in self.values]
        related = [
            (
                segment.get_source_instance(),
                segment.object.get_instance_or_none(self.translation.target_locale),
            )
            for segment in self.translation.source.relatedobjectsegment_set.select_related("object").order_by("order")
        ]
        media = MediaContainer([form for _value, form in values]).media if values else None
        return super().get_context_data(
            values=values,
            related=related,
            media=media,
            page=self.page,
            is_locked=self.screen.is_locked,
            source_language=self.translation.source.locale.language_code,
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Give one value to the translation, or take it from the source again."""
        value = next((each for each in self.values if each.pk == number(request.POST.get("segment", ""))), None)
        if not value:
            raise Http404
        try:
            if "follow" in request.POST:
                follow_source(value, self.page, self.user)
                messages.success(request, _("“%(place)s” follows the source again.") % {"place": value.place})
            else:
                set_own(value, self.page, self.user, request.POST.get(value.name, ""))
                messages.success(request, _("“%(place)s” has its own value now.") % {"place": value.place})
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.render_to_response(
                self.get_context_data(bound={value.pk: value.form(request.POST)}), status=422
            )
        return redirect(request.path)

    @cached_property
    def values(self) -> list[Value]:
        """The values of the page that a translation may replace."""
        return list(values_of(self.translation, self.user))
