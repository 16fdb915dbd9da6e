"""The two forms of “Import a document”: the file, then what was recognised in it.

Between them nothing is stored: the document goes to the editor's browser and comes back, signed for this editor and for
a day. So there is no upload to clean away, and nothing that another editor could open. What comes back is what the
importer made of the file. It fits into a form, because a document is limited to 200,000 characters.
"""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleIndexPage, ArticlePage
from exchange.article_body import TITLE
from exchange.article_parser import recognise
from exchange.imported_document import Document, DocumentError
from exchange.readers import MAX_BYTES, read_document
from vocabulary.models import Category, Person, localized

SALT = "exchange.import-document"
DAY = 24 * 60 * 60


def open_lists(user: Any) -> list[ArticleIndexPage]:
    """The lists of articles under which the user may add one."""
    return [
        page
        for page in ArticleIndexPage.objects.select_related("locale").order_by("path")
        if ArticlePage.can_create_at(page) and page.permissions_for_user(user).can_add_subpage()
    ]


class _ListChoiceField(forms.ModelChoiceField):
    """A list of articles, by its language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.locale.get_display_name())


class UploadForm(forms.Form):
    """A file and the language it is written in. Valid, it has the recognised `document`."""

    index_page = _ListChoiceField(label=_("Language"), queryset=None, empty_label=None)
    file = forms.FileField(
        label=_("Document"),
        allow_empty_file=True,  # its own message says it better
        help_text=_("A Word document (.docx), Markdown (.md) or plain text (.txt) of at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.md,.markdown,.txt,.text"}),
    )
    document: Document

    def __init__(self, *args: Any, lists: list[ArticleIndexPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pages = ArticleIndexPage.objects.filter(pk__in=[page.pk for page in lists]).select_related("locale")
        self.fields["index_page"].queryset = pages.order_by("path")  # type: ignore[attr-defined]
        self.fields["index_page"].initial = lists[0].pk

    def clean_file(self) -> UploadedFile:
        """Read the file; what is wrong with it is an error of the field."""
        file: UploadedFile = self.cleaned_data["file"]
        try:
            self.document = recognise(*read_document(file.name or "", file.read(MAX_BYTES + 1)))
        except DocumentError as error:
            raise forms.ValidationError(str(error)) from error
        return file


class ReviewForm(forms.Form):
    """What an editor may put right before the draft is made; the rest is edited in the draft."""

    token = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=TITLE)
    published_on = forms.DateField(
        label=_("Published on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    author: Any = forms.ModelChoiceField(label=_("Author"), queryset=None, required=False)
    categories: Any = forms.ModelMultipleChoiceField(
        label=_("Categories"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.order_by(localized("name"))
        self.fields["author"].queryset = people  # type: ignore[attr-defined]
        categories = Category.objects.order_by("position", localized("name"))
        self.fields["categories"].queryset = categories  # type: ignore[attr-defined]


def seal(document: Document, index_page: ArticleIndexPage, user: AbstractBaseUser) -> str:
    """The document, for its editor's own form."""
    data = {"document": document.as_json(), "index_page": index_page.pk, "user": user.pk}
    return signing.dumps(data, salt=SALT, compress=True)


def unseal(token: str, lists: list[ArticleIndexPage], user: AbstractBaseUser) -> tuple[Document, ArticleIndexPage]:
    """What was sealed. Raises DocumentError if it isn't the user's, is too old, or is for a list closed to the user."""
    try:
        data = signing.loads(token, salt=SALT, max_age=DAY)
    except signing.BadSignature:
        data = {}
    index_page = next((page for page in lists if page.pk == data.get("index_page")), None)
    if data.get("user") != user.pk or not index_page:
        raise DocumentError(str(_("This review has expired. Choose the document again.")))
    return Document.from_json(data["document"]), index_page
