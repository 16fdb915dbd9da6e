"""The home pages and standing pages."""

import factory
from wagtail.models import Locale, Page

from home.models import HomePage, StandardPage
from tests.factories.articles import InParentsLanguage

# What the checks want a site to say, in two languages.
STATEMENTS = {
    "fr": {
        "publisher": "Une association",
        "funding_statement": "Financé par les dons, sans lien d’intérêts.",
        "medical_disclaimer": "Ne remplace pas votre médecin.",
    },
    "en": {
        "publisher": "A charity",
        "funding_statement": "Funded by donations, without conflicts of interest.",
        "medical_disclaimer": "It does not replace your doctor.",
    },
}


class HomePageFactory(InParentsLanguage):
    class Meta:
        model = HomePage

    title = "Accueil"
    headline = "Comprendre, avant de décider"
    introduction = "Des articles clairs sur les maladies et les traitements."


class StandardPageFactory(InParentsLanguage):
    class Meta:
        model = StandardPage

    title = factory.Sequence(lambda n: f"Page {n}")


def home_pages():
    """The French and the English home page, translations of each other, under a fresh root's children."""
    root = Page.objects.get(depth=1)
    french = Locale.objects.get_or_create(language_code="fr")[0]
    english = Locale.objects.get_or_create(language_code="en")[0]
    home_fr = HomePageFactory(parent=root, slug="fr", locale=french)
    home_en = home_fr.copy_for_translation(english)
    home_en.title, home_en.slug, home_en.headline = "Home", "en", "Understand before you decide"
    home_en.introduction = "Clear articles about illness and treatment."
    home_en.live = True
    home_en.save()
    return home_fr, home_en
