"""A new article begins with the questions that its readers have, by its subject; or as the copy of another."""

import tomllib
import uuid
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.blocks import StreamValue
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, PageSubscription

from articles.models import ArticleAuthor, ArticleIndexPage, ArticlePage
from vocabulary.models import Person, slug_of

SHAPES = Path(__file__).parents[1] / "article_templates"


@dataclass(frozen=True)
class Shape:
    """What an article on one sort of subject usually holds, in one language. A file per language in `shapes/`."""

    id: str
    name: str
    description: str
    kind: str
    purpose: str
    audience: str
    introduction: str
    key_points: list[str]
    headings: list[str]
    questions: list[str]


@cache
def shapes_in(language: str) -> dict[str, Shape]:
    """The shapes in a language, by id; none where nobody has written its file."""
    file = SHAPES / f"{language}.toml"
    if not file.is_file():
        return {}
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    audience = written.pop("audience")
    return {name: Shape(id=name, audience=audience, **parts) for name, parts in written.items()}


@transaction.atomic
def begin(*, parent: ArticleIndexPage, shape: Shape, title: str, user: AbstractUser) -> ArticlePage:
    """A draft with the shape's questions, a paragraph to write under each, its author's name if the account has one.

    PermissionDenied for who may not add it.
    """
    if not parent.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied
    body = [
        pair for heading in shape.headings for pair in (("heading", {"text": heading, "level": "2"}), ("paragraph", ""))
    ]
    article = ArticlePage(
        title=title,
        slug=_free_slug(parent, title),
        locale=parent.locale,
        owner=user,
        live=False,
        kind=shape.kind,
        purpose=shape.purpose,
        audience=shape.audience,
        introduction=shape.introduction,
        key_points=_stream("key_points", [("point", point) for point in shape.key_points]),
        body=_stream("body", body),
        questions=_stream("questions", [("question", question) for question in shape.questions]),
    )
    parent.add_child(instance=article)
    if author := Person.objects.filter(account=user.pk).first():
        article.article_authors.add(ArticleAuthor(person=author))
    article.save_revision(user=user, log_action=True, clean=False)
    # As for a page that is made in the editor: who makes it is told of comments.
    PageSubscription.objects.create(page=article, user=user, comment_notifications=True)
    return article


@transaction.atomic
def duplicate(*, page: ArticlePage, title: str, user: AbstractUser) -> ArticlePage:
    """A draft with the newest text of an article, as a new one: another owner, no dates, no review, no translations.

    PermissionDenied for who may not copy it.
    """
    parent = page.get_parent().specific
    if not page.permissions_for_user(user).can_copy_to(parent):
        raise PermissionDenied
    return page.get_latest_revision_as_object().copy(
        user=user,
        copy_revisions=False,
        keep_live=False,
        reset_translation_key=True,
        update_attrs={
            "title": title,
            "draft_title": title,
            "slug": _free_slug(parent, title),
            "seo_title": "",
            "published_on": timezone.localdate(),
            "go_live_at": None,
            "expire_at": None,
            "expired": False,
            "series": None,
            "series_position": 0,
            "locked": False,
            "locked_at": None,
            "locked_by": None,
        },
    )


def title_of_copy(page: ArticlePage) -> str:
    """In the language of the page: it is seen in lists beside the one it was copied from."""
    with translation.override(page.locale.language_code):
        return str(_("%(title)s (copy)") % {"title": page.draft_title})[: Page._meta.get_field("title").max_length]


def offer_templates(request: HttpRequest, parent: Page, page_class: type[Page]) -> Any:
    """A `before_create_page` hook: first what sort of article it is to be, where its language has templates."""
    if request.method != "GET" or page_class is not ArticlePage or "blank" in request.GET:
        return None
    if not shapes_in(parent.locale.language_code):
        return None
    return NewArticleView.as_view()(request, parent_id=parent.pk)


def _free_slug(parent: Page, title: str) -> str:
    return find_available_slug(parent, slug_of(title) or "article")


def _stream(name: str, blocks: list[tuple[str, Any]]) -> StreamValue:
    raw = [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks]
    return ArticlePage._meta.get_field(name).stream_block.to_python(raw)


class TitleForm(forms.Form):
    """What it is about."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=Page._meta.get_field("title").max_length,
        help_text=gettext_lazy("As readers would look for it. It can be changed later."),
    )


class NewArticleForm(TitleForm):
    """And what sort of subject."""

    def __init__(self, *args: Any, shapes: dict[str, Shape], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shapes = shapes
        self.fields["shape"] = forms.ChoiceField(
            label=_("Subject"),
            choices=[(shape.id, shape.name) for shape in shapes.values()],
            widget=forms.RadioSelect,
        )

    def choices(self) -> list[tuple[Any, Shape]]:
        """Each choice with its shape."""
        return list(zip(self["shape"], self.shapes.values(), strict=True))


class NewArticleView(WagtailAdminTemplateMixin, View):
    """The templates of a language, for whoever may write there."""

    page_title = gettext_lazy("New article")
    header_icon = "doc-empty-inverse"
    template_name = "editorial/new_article.html"

    @cached_property
    def parent(self) -> ArticleIndexPage:
        """Where it is to be; PermissionDenied where the user may not add it."""
        parent = get_object_or_404(ArticleIndexPage, pk=self.kwargs["parent_id"])
        if not parent.permissions_for_user(self.request.user).can_add_subpage():
            raise PermissionDenied
        return parent

    def form(self, data: Any = None) -> NewArticleForm:
        """In the language of the list it is added to."""
        return NewArticleForm(data, shapes=shapes_in(self.parent.locale.language_code))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the templates that an article can begin with."""
        return self.show(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A draft, in the editor."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        article = begin(
            parent=self.parent,
            shape=form.shapes[form.cleaned_data["shape"]],
            title=form.cleaned_data["title"],
            user=request.user,  # type: ignore[arg-type]
        )
        return redirect("wagtailadmin_pages:edit", article.pk)

    def show(self, form: NewArticleForm) -> HttpResponse:
        """Render the choice of templates."""
        blank = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", self.parent.pk]) + "?blank"
        return self.render_to_response(self.get_context_data(form=form, parent_page=self.parent, blank_url=blank))

    def get_page_subtitle(self) -> str:
        return str(self.parent.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = reverse("wagtailadmin_explore", args=[self.parent.pk])
        return [
            *self.breadcrumbs_items,
            {"url": above, "label": self.parent.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]


class DuplicateView(WagtailAdminTemplateMixin, View):
    """The title of the copy, and one button."""

    page_title = gettext_lazy("Duplicate as new")
    header_icon = "copy"
    template_name = "editorial/duplicate.html"

    @cached_property
    def page(self) -> ArticlePage:
        """What is copied; PermissionDenied where the user may not."""
        page: ArticlePage = get_object_or_404(ArticlePage, pk=self.kwargs["page_id"])
        if not page.permissions_for_user(self.request.user).can_copy_to(page.get_parent()):
            raise PermissionDenied
        return page

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask whether to copy the article."""
        return self.show(TitleForm(initial={"title": title_of_copy(self.page)}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The copy, in the editor."""
        form = TitleForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        copy = duplicate(page=self.page, title=form.cleaned_data["title"], user=request.user)  # type: ignore[arg-type]
        messages.success(request, _("This is a new article, a draft. Nothing of it was reviewed or published."))
        return redirect("wagtailadmin_pages:edit", copy.pk)

    def show(self, form: TitleForm) -> HttpResponse:
        """The screen."""
        return self.render_to_response(self.get_context_data(form=form, page=self.page))

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.page.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]
