"""Which fields have a column per language."""

from django.conf import settings
from modeltranslation.translator import TranslationOptions, register

from vocabulary.models import Category, Person, Series, Term


@register(Category)
class CategoryTranslationOptions(TranslationOptions):
    """Every reader meets the categories: they are named in every language."""

    fields = ("name", "slug", "introduction")
    required_languages = {"default": ("name",)}


@register(Series)
class SeriesTranslationOptions(TranslationOptions):
    """Every reader meets the series of an article: it is named in every language."""

    fields = ("name", "introduction")
    required_languages = {"default": ("name",)}


@register(Term)
class TermTranslationOptions(TranslationOptions):
    """A term may wait for its partner; until then it is not shown in that language."""

    fields = ("name", "slug", "short_definition", "long_definition", "synonyms", "acronym")
    required_languages = {settings.LANGUAGE_CODE: ("name", "short_definition")}


@register(Person)
class PersonTranslationOptions(TranslationOptions):
    """Teams and roles have names in each language."""

    fields = ("name", "role", "qualification", "organisation")
    required_languages = {settings.LANGUAGE_CODE: ("name",)}
