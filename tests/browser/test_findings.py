"""A translator is shown what differs; a publisher lets it pass."""

import pytest
from playwright.sync_api import expect
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from articles.models import ArticlePage
from tests.browser.login import log_in
from tests.factories.articles import ArticlePageFactory, stream


@pytest.fixture
def translation(portal):
    article = ArticlePageFactory(
        parent=portal.fr.articles,
        title="La dose",
        slug="la-dose",
        key_points=stream(ArticlePage.key_points.field, ("point", "Prenez 5 mg par jour, jamais à jeun.")),
    )
    source, _created = TranslationSource.update_or_create_from_instance(article)
    translation = Translation.objects.create(source=source, target_locale=portal.en.locale)
    translation.save_target(publish=False)
    english = {"La dose": "The dose", "Prenez 5 mg par jour, jamais à jeun.": "Take 50 mg a day on an empty stomach."}
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=portal.en.locale,
            context=segment.context,
            data=english.get(segment.string.data, "What you will find here."),
        )
    return translation


def test_a_finding_is_read_and_let_pass_with_a_reason(page, accessible, translation, django_user_model):
    django_user_model.objects.create_superuser("admin", password="secret", first_name="Claire")
    log_in(page, "admin", f"/admin/translations/{translation.pk}/findings/")
    expect(page.locator("main tbody tr")).to_have_count(2)
    accessible(page)
    page.locator("main tbody textarea").first.fill("L’autorité de santé donne 50 mg depuis 2024.")
    page.locator("main tbody button").first.click()
    expect(page.get_by_text("L’autorité de santé donne 50 mg depuis 2024.")).to_be_visible()
