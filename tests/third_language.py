"""What a portal with Spanish and Arabic must do; run by tests/test_third_language.py in a copy where they were added.

python -m tests.third_language
"""

import os

import django

from development import database


def main():
    """Stop at the first thing that isn't so."""
    database.use()
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    django.setup()
    from django.core.management import call_command
    from django.test.utils import override_settings, setup_test_environment

    from tests.database import AT_ONCE

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)  # the columns are there, all of them
    call_command("check", fail_level="WARNING", verbosity=0)
    with override_settings(TASKS=AT_ONCE):
        portal()


def portal():
    """From the locales to a published page, the board and the search, as its steps are documented."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse
    from django.utils.translation import override
    from wagtail.models import Locale, Page, Site
    from wagtail_localize.models import StringTranslation, Translation
    from wagtail_localize.operations import TranslationCreator

    from articles.models import ArticlePage
    from editorial.models import Role
    from editorial.publishing.publish_rules import reasons_against
    from home.models import SiteSettings
    from search.languages import configuration
    from tests.editorial.conftest import edited, signed_by, written
    from tests.factories.articles import ArticleIndexPageFactory
    from tests.factories.home import STATEMENTS, home_pages
    from tests.factories.vocabulary import CategoryFactory, PersonFactory
    from translations.checks import check_segment
    from translations.models import TranslationState
    from vocabulary.models import Category

    root = get_user_model().objects.create_superuser("root", password="x")
    Page.objects.filter(depth=2).delete()
    home, _english = home_pages()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home}
    )
    index = ArticleIndexPageFactory(parent=home)
    index.save_revision().publish()
    editor, reviewer = (get_user_model().objects.create_user(name) for name in ("editor", "reviewer"))
    reviewer.groups.add(Role.objects.get(code="reviewer").group)
    languages = ("fr", "en", "es", "ar")
    PersonFactory(
        account=reviewer,
        **{f"name_{code}": "Ada Lind" for code in languages},
        **{f"qualification_{code}": f"Oncologue ({code})" for code in languages},
    )

    def set_up_site(locale):
        """As the checks of a signature want it."""
        unknown = {"publisher": "P", "funding_statement": "F", "medical_disclaimer": "D"}
        said = STATEMENTS.get(locale.language_code, unknown)
        SiteSettings.objects.create(locale=locale, name=f"Portal {locale.language_code}", **said)

    set_up_site(home.locale)
    article = written(index, editor)
    edited(article, editor, html="<p>Reposez-vous.</p>", title="La toux", slug="toux")
    signed_by(reviewer, article)
    ArticlePage.objects.get(pk=article.pk).get_latest_revision().publish()
    article = ArticlePage.objects.get(pk=article.pk)
    category = CategoryFactory(name_fr="Soins", slug_fr="soins", name_en="Care", slug_en="care")

    # 5. of the procedure: the locales, then the home page and the list of articles, each translated and published.
    words = {
        "es": {"La toux": "La tos", "toux": "tos", "Reposez-vous.": "Descanse."},
        "ar": {"La toux": "السعال", "toux": "سعال", "Reposez-vous.": "استرح."},
    }
    for code in words:
        locale = Locale.objects.create(language_code=code)
        assert TranslationState.objects.filter(locale=locale, state="missing").count() == 3, code
        for page in (home, index, article):
            TranslationCreator(root, [locale]).create_translations(page, include_related_objects=False)
            translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)
            for segment in translation.source.stringsegment_set.select_related("string", "context"):
                text = segment.string.data
                if page == home and segment.context.path == "slug":
                    text = code
                else:
                    text = words[code].get(text, f"{text} ({code})" if " " in text else f"{text}-{code}")
                StringTranslation.objects.create(
                    translation_of=segment.string, context=segment.context, locale=locale, data=text
                )
            if page == article:
                set_up_site(locale)
                translation.save_target(publish=False)
                target = translation.get_target_instance()
                assert reasons_against(target), "a translation needs a signature in its own language"
                signed_by(reviewer, target)
            translation.save_target(publish=True)
            assert translation.get_target_instance().live, page

        # Readers: the address, the language, the direction.
        published = ArticlePage.objects.get(locale=locale)
        client = Client()
        answer = client.get(published.url)
        html = answer.content.decode()
        assert answer.status_code == 200 and published.url.startswith(f"/{code}/"), published.url
        assert f'<html lang="{code}"' in html and ('dir="rtl"' in html) == (code == "ar")
        assert f'hreflang="{code}"' in Client().get(article.url).content.decode()
        assert Client().get("/", headers={"accept-language": code})["Location"].startswith(f"/{code}/")

        # Search, without a configuration of its own; labels, in columns of their own.
        assert configuration(code) == "portal_simple"
        with override(code):
            address = reverse("search")
        found = client.get(address, {"q": {"es": "tos", "ar": "السعال"}[code]})
        assert found.status_code == 200 and published.url in found.content.decode(), code
        Category.objects.filter(pk=category.pk).update(**{f"name_{code}": "x", f"slug_{code}": f"care-{code}"})

        # Checks that need no words.
        dose = {"es": "Tome 5 mg al día.", "ar": "تناول 5 mg في اليوم."}[code]
        assert not check_segment("Prenez 5 mg par jour.", dose, "fr", code)
        assert check_segment("Prenez 5 mg par jour.", "50 mg", "fr", code)[0].severity == "block"

    # The board: a column each, and titles that keep their direction.
    client = Client()
    client.force_login(root)
    board = client.get("/admin/translations/")
    html = board.content.decode()
    assert board.status_code == 200 and html.count("<bdi>") >= 3
    assert "espagnol" in html.lower() and "arabe" in html.lower()
    assert client.get("/admin/snippets/vocabulary/term/add/").status_code == 200
    print("Spanish and Arabic are there.")


if __name__ == "__main__":
    main()
