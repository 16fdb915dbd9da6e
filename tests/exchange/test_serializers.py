"""What an export leaves out is a decision, never an oversight."""

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from modelcluster.fields import ParentalKey
from taggit.managers import TaggableManager
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, get_page_models

from exchange.references import Outward, Register, base_model
from exchange.refusal import Place, PortableError
from exchange.registry import LEFT_OUT, LEFT_OUT_MODELS, REGISTERS, TABLES, TRANSLATION_MODELS
from exchange.serializers import child_relations, portable_fields
from exchange.stream_values import convert_rich_text, convert_stream

CHILDREN = [relation.related_model for model in get_page_models() for relation in child_relations(model)]
EXPORTED = [*TABLES, *REGISTERS, *TRANSLATION_MODELS, *get_page_models(), *CHILDREN]
KNOWN_FIELDS = (
    models.BooleanField, models.CharField, models.DateField, models.DecimalField, models.FileField, models.FloatField,
    models.ForeignKey, models.IntegerField, models.JSONField, models.TextField, models.TimeField, models.UUIDField,
    ArrayField, RichTextField, StreamField, TaggableManager,
)  # fmt: skip


def test_every_model_is_exported_or_left_out_for_a_reason():
    exported = {model._meta.label_lower for model in EXPORTED}
    installed = {
        model._meta.label_lower
        for model in apps.get_models()
        if not model.__module__.startswith(("tests.", "wagtail.test"))
    }
    assert installed - exported - set(LEFT_OUT_MODELS) == set()
    only_of_newer_versions_of_wagtail = {"wagtailadmin.formstate", "wagtailcore.apitoken"}
    assert set(LEFT_OUT_MODELS) - installed <= only_of_newer_versions_of_wagtail
    assert all(LEFT_OUT_MODELS.values())


@pytest.mark.parametrize("model", sorted(set(EXPORTED), key=str), ids=lambda model: model._meta.label_lower)
def test_every_field_of_an_exported_model_can_be_exported_or_is_left_out_for_a_reason(model):
    for field in portable_fields(model):
        assert isinstance(field, KNOWN_FIELDS), f"{field} is of a kind that the export doesn't know"
        if isinstance(field, models.ForeignKey):
            assert base_model(field.related_model) in {*TABLES, *REGISTERS, Page}, (
                f"{field} points to rows that are not exported"
            )
    names = {field.name for field in model._meta.get_fields(include_hidden=True)} | {"wagtail_admin_comments"}
    assert set(LEFT_OUT.get(model._meta.label_lower, {})) <= names, "what is left out must exist"


def test_children_are_part_of_a_page():
    assert {"ArticleAuthor", "ArticleCategory", "ArticleTerm"} <= {model.__name__ for model in CHILDREN}
    assert all(any(isinstance(field, ParentalKey) for field in model._meta.fields) for model in CHILDREN)


def outward():
    return Outward(Register())


PLACE = Place(("Zoom", "fr:1", "body"))


@pytest.mark.parametrize(
    "html",
    [
        '<p data-block-key="x1">a &amp; b &lt;c&gt; <b>d</b> <a href="https://e.f/?g=1&amp;h=2">i</a></p>',
        '<p>no-break spaces : « voilà » <a href="#ancre">j</a><a id="k">l</a></p><hr/>',
        '<embed embedtype="media" url="https://vimeo.com/1"/>',
        '<p>Une phrase.<a linktype="reference" id="3f1c">*</a></p>',
        "a < b, <a",
    ],
)
def test_rich_text_without_references_is_not_touched(html):
    assert convert_rich_text(html, outward(), PLACE) == html


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<a linktype="page" id="999">x</a>', "wagtailcore.page that isn't there any more (999)"),
        ('<a linktype="term" id="999">x</a>', "vocabulary.term that isn't there any more (999)"),
        ('<a linktype="page">x</a>', "isn't there any more (None)"),
        ('<a linktype="user" id="1">x</a>', "links of the kind “user”"),
        ('<embed embedtype="image" id="x"/>', "wagtailimages.image that isn't there any more (x)"),
    ],
)
def test_a_reference_to_nothing_is_named_with_its_page_and_block(html, said):
    with pytest.raises(PortableError) as error:
        convert_rich_text(html, outward(), PLACE / 3)
    assert str(error.value).startswith("Zoom (fr:1), body.3: ") and said in str(error.value)


def test_a_block_that_no_longer_exists_is_named():
    field = apps.get_model("articles.articlepage")._meta.get_field("body")
    with pytest.raises(PortableError, match="there is no block “marquee” here"):
        convert_stream(field.stream_block, [{"type": "marquee", "value": "", "id": "1"}], outward(), PLACE)
