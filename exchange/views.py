"""“Import a document”: choose a file, look at what was recognised, save the draft."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from articles.blocks import CONTENT_BLOCKS
from articles.models import ArticleIndexPage
from exchange.forms import ReviewForm, UploadForm, open_lists, seal, unseal
from exchange.imported_document import Document, DocumentError
from exchange.page_builder import find_author, save_draft


class ImportDocumentView(WagtailAdminTemplateMixin, View):
    """One address, two steps. Nothing is saved before the second."""

    page_title = gettext_lazy("Import a document")
    header_icon = "upload"
    template_name = "exchange/import_document.html"

    @cached_property
    def lists(self) -> list[ArticleIndexPage]:
        """Where the user may add an article."""
        return open_lists(self.request.user)

    @property
    def editor(self) -> AbstractBaseUser:
        """The user, who is logged in here."""
        return self.request.user  # type: ignore[return-value]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may add an article somewhere."""
        if not self.lists:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form to upload a document."""
        return self.render_to_response(self.get_context_data(form=UploadForm(lists=self.lists)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """The file, or the reviewed document."""
        return self._save(request) if "token" in request.POST else self._upload(request)

    def _upload(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES, lists=self.lists)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        document, index_page = form.document, form.cleaned_data["index_page"]
        review = ReviewForm(
            initial={
                "token": seal(document, index_page, self.editor),
                "title": document.title,
                "published_on": document.published_on,
                "author": find_author(document),
            }
        )
        return self._review(review, document, index_page)

    def _review(self, form: ReviewForm, document: Document, index_page: ArticleIndexPage) -> HttpResponse:
        definitions: dict[str, Any] = dict(CONTENT_BLOCKS)
        context = self.get_context_data(
            form=form,
            document=document,
            language=index_page.locale.get_display_name(),
            blocks=[{"label": definitions[block.kind].label, "lines": block.lines} for block in document.blocks],
            is_author_unknown=bool(document.author and not find_author(document)),
        )
        self.template_name = "exchange/review_document.html"
        return self.render_to_response(context)

    def _save(self, request: HttpRequest) -> HttpResponse:
        form = ReviewForm(request.POST)
        try:
            document, index_page = unseal(request.POST["token"], self.lists, self.editor)
        except DocumentError as error:
            messages.error(request, str(error))
            return redirect(reverse("import_document"))
        if not form.is_valid():
            return self._review(form, document, index_page)
        document.title = form.cleaned_data["title"]
        page = save_draft(
            document,
            index_page=index_page,
            author=form.cleaned_data["author"],
            categories=form.cleaned_data["categories"],
            published_on=form.cleaned_data["published_on"],
            user=self.editor,
        )
        messages.success(request, _("“%(title)s” is a draft now.") % {"title": page.title})
        return redirect("wagtailadmin_pages:edit", page.pk)
