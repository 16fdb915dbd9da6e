"""Labels in both languages."""

import factory
from factory.django import DjangoModelFactory

from vocabulary.models import Category, Person, Series, Term


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category

    name_fr = factory.Sequence(lambda n: f"Sujet {n}")
    name_en = factory.Sequence(lambda n: f"Subject {n}")
    slug_fr = factory.Sequence(lambda n: f"sujet-{n}")
    slug_en = factory.Sequence(lambda n: f"subject-{n}")


class TermFactory(DjangoModelFactory):
    class Meta:
        model = Term

    name_fr = factory.Sequence(lambda n: f"mot {n}")
    name_en = factory.Sequence(lambda n: f"word {n}")
    slug_fr = factory.Sequence(lambda n: f"mot-{n}")
    slug_en = factory.Sequence(lambda n: f"word-{n}")
    short_definition_fr = "Ce que le mot veut dire."
    short_definition_en = "What the word means."


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name_fr = "Équipe éditoriale"
    name_en = "Editorial team"


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = Series

    name_fr = "Zoom sur…"
    name_en = "Focus on…"
