"""Category, Series, Term, Person.

The unsuffixed column of a translated field holds whatever language was active at the last save. Order, filter and
constrain by the suffixed ones (`slug_fr`, `name_en`) only.
"""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.search import index

from vocabulary.forms import LabelForm

LANGUAGES = settings.MODELTRANSLATION_LANGUAGES
# No superscript or subscript: wagtail-localize would cut the sentence there. Unicode has m², CO₂, 10⁵.
INLINE_FEATURES = ["bold", "italic", "link"]


def localized(field: str) -> str:
    """The column of `field` for the active language, to filter and order by: `"name"` gives `"name_fr"`."""
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return f"{field}_{language if language in LANGUAGES else settings.LANGUAGE_CODE}"


def fold(text: str) -> str:
    """`text` as it is compared: in small letters, without accents, œ as oe."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def slug_of(text: str) -> str:
    """The address of a name: an apostrophe parts words. Empty for a text without letters and digits."""
    return slugify(text.replace("’", " ").replace("'", " "))


def _unique_slugs(model: str) -> list[models.BaseConstraint]:
    """One address per language; the same word may serve in both (“cancer”)."""
    return [
        models.UniqueConstraint(
            fields=[f"slug_{language}"],
            name=f"{model}_slug_{language}_unique",
            violation_error_message=_("Another entry already has this address in this language."),
        )
        for language in LANGUAGES
    ]


class LinesFormField(SimpleArrayField):
    """A text area, one entry per line. Not Django's comma-separated line: a synonym may hold a comma."""

    def __init__(self, base_field: forms.Field, **kwargs: Any) -> None:
        super().__init__(base_field, **{"delimiter": "\n", "widget": forms.Textarea(attrs={"rows": 3}), **kwargs})

    def to_python(self, value: Any) -> Any:
        """The lines without the empty ones."""
        if isinstance(value, str):
            value = "\n".join(line for line in value.splitlines() if line.strip())
        return super().to_python(value)


class LinesField(ArrayField):
    """An array of short texts, edited one per line."""

    def formfield(self, **kwargs: Any) -> Any:
        """A text area with a line for each value."""
        return super().formfield(**{"form_class": LinesFormField, **kwargs})

    def deconstruct(self) -> Any:
        """As the array that it is in the database: a migration outlives this module."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", args, kwargs


class SluggedLabel(models.Model):
    """A label that has an address of its own in each language that names it."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        blank=True,
        db_index=False,
        help_text=_("The last part of its web address. Left empty, it is made from the name."),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name or next((name for language in LANGUAGES if (name := getattr(self, f"name_{language}"))), "")

    def clean(self) -> None:
        """Make the missing addresses; a name without letters has none to make one from."""
        super().clean()
        for language in LANGUAGES:
            name, slug = getattr(self, f"name_{language}"), getattr(self, f"slug_{language}")
            if not name:
                # Empty is NULL: two labels without a name in one language don't collide.
                setattr(self, f"slug_{language}", None)
            elif not slug:
                if not (slug := slug_of(name)[:120]):
                    raise ValidationError({f"slug_{language}": _("Give an address in plain letters and digits.")})
                setattr(self, f"slug_{language}", slug)


class Drawing(models.TextChoices):
    """The drawings of the house, `templates/drawings/<value>.svg`."""

    SECOND_OPINION = "deuxieme-avis", _("Two speech bubbles")
    ASSOCIATIONS = "associations", _("People")
    CANCER = "cancer", _("Cells")
    PARTNERSHIPS = "partenariats", _("Two rings")
    SPECIALTIES = "specialites", _("Organs")
    TELEMEDICINE = "telemedecine", _("Telephone")
    TREATMENTS = "traitements", _("Medicines")
    APPOINTMENT = "rendez-vous", _("Calendar")
    ALL = "tous", _("Sheets of paper")


class Category(index.Indexed, SluggedLabel):
    """A subject that articles are filed under."""

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two sentences at the top of the subject's page.")
    )
    drawing = models.CharField(_("drawing"), max_length=20, choices=Drawing, default=Drawing.ALL)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Subjects are listed by position, then by name.")
    )

    search_fields = [
        *(index.AutocompleteField(f"name_{language}") for language in LANGUAGES),
        *(index.SearchField(f"name_{language}") for language in LANGUAGES),
    ]

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "pk"]
        constraints = _unique_slugs("category")


class Series(index.Indexed, models.Model):
    """Articles that belong together and are read in an order: “Zoom sur…”. It has no address of its own."""

    name = models.CharField(_("name"), max_length=120)
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two sentences on what these articles have in common.")
    )

    search_fields = [index.AutocompleteField(f"name_{language}") for language in LANGUAGES]

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or next((name for language in LANGUAGES if (name := getattr(self, f"name_{language}"))), "")


class Term(index.Indexed, SluggedLabel):
    """A word of the glossary: explained to readers, agreed between translators."""

    short_definition = models.TextField(
        _("short definition"),
        max_length=300,
        help_text=_("One plain sentence that can stand alone, as shown beside the word in an article."),
    )
    long_definition = RichTextField(_("long definition"), blank=True, features=INLINE_FEATURES)
    synonyms = LinesField(
        models.CharField(max_length=120),
        verbose_name=_("synonyms and lay terms"),
        default=list,
        blank=True,
        help_text=_("One per line, as patients say them: “heart attack”."),
    )
    acronym = models.CharField(_("acronym"), max_length=20, blank=True)

    base_form_class = LabelForm
    search_fields = [
        field(f"{name}_{language}")
        for language in LANGUAGES
        for field, name in (
            (index.AutocompleteField, "name"),
            (index.SearchField, "name"),
            (index.SearchField, "acronym"),
            (index.AutocompleteField, "acronym"),
            (index.SearchField, "short_definition"),
        )
    ]

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["pk"]
        constraints = _unique_slugs("term")


def named_in(language: str, terms: Iterable[Term]) -> list[Term]:
    """Those of `terms` that have a name in `language`, by that name."""
    named = [(name, term) for term in terms if (name := getattr(term, f"name_{language}"))]
    return [term for name, term in sorted(named, key=lambda pair: (fold(pair[0]), pair[1].pk))]


class Person(index.Indexed, models.Model):
    """Whoever answers for a text: a person, or a team under its name."""

    name = models.CharField(_("name"), max_length=120)
    is_team = models.BooleanField(_("team"), default=False, help_text=_("Not a person, but a team or an organisation."))
    role = models.CharField(_("role"), max_length=120, blank=True, help_text=_("For example: editor, oncologist."))
    qualification = models.CharField(
        _("qualification"), max_length=200, blank=True, help_text=_("Degrees and titles that readers can rely on.")
    )
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
        help_text=_("Whoever signs medically does so under this name and qualification."),
    )

    base_form_class = LabelForm
    search_fields = [
        *(index.AutocompleteField(f"name_{language}") for language in LANGUAGES),
        *(index.SearchField(f"name_{language}") for language in LANGUAGES),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["pk"]
        # Whoever gives an account a name decides under which one it signs.
        permissions = [("link_account", _("Can say which account signs under a name"))]

    def __str__(self) -> str:
        # A name is a name in every language; a team's that isn't translated is better than none.
        return self.name or next((name for language in LANGUAGES if (name := getattr(self, f"name_{language}"))), "")
