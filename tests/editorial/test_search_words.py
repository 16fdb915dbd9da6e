"""What search engines and shared links show of an article is signed as its text is."""

import pytest
from django.db import IntegrityError, connection, transaction
from wagtail.models import Page

from articles.content.digest import DIGEST_VERSION, digest_of, search_units, units_of
from articles.publication import RefusedError
from editorial.changes.change_declarations import must_be_clinical
from editorial.models.register import Override, SignOff
from editorial.register.authorship import latest_text
from editorial.register.signature_status import standing_of
from editorial.review.signing import SigningError
from tests.editorial.conftest import edited, signed_by
from tests.editorial.test_reader_notices import fresh, metadata, publish_unsigned, units_told

pytestmark = [pytest.mark.django_db, pytest.mark.governed]

SUMMARY = "Deux comprimés de 500 mg le matin."


def test_a_text_without_them_has_the_digest_that_it_always_had(draft):
    assert not {"seo_title", "search_description"} & set(units_of(draft))
    draft.seo_title = " \u00a0"
    assert not {"seo_title", "search_description"} & set(units_of(draft))
    draft.seo_title, draft.search_description = "Titre", SUMMARY
    content = {"seo_title": "Titre", "search_description": SUMMARY}
    assert {name: digest for name, digest in units_of(draft).items() if name in content} == search_units(content)


def test_nobody_changes_them_in_a_live_article_without_a_signature(live, people):
    edited(live, people.editor, html=None, search_description=SUMMARY)
    with pytest.raises(RefusedError):
        fresh(live).get_latest_revision().publish()
    page = fresh(live)
    page.seo_title = "Doublez la dose"
    with pytest.raises(RefusedError), transaction.atomic():
        page.save()
    assert must_be_clinical(fresh(live)) == {"search_description": "Le passage est nouveau."}
    signed_by(people.reviewer, live)
    fresh(live).get_latest_revision().publish()
    assert fresh(live).search_description == SUMMARY and units_told(live) == set()


@pytest.mark.parametrize("column", ["seo_title", "search_description"])
def test_nor_does_sql(live, column):
    Page.objects.filter(pk=live.pk).update(**{column: "Doublez la dose"})
    with pytest.raises(IntegrityError, match="nobody signed"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_readers_are_told_beside_the_review(live, people, client):
    edited(live, people.editor, html=None, search_description=SUMMARY)
    publish_unsigned(live, people)
    assert units_told(live) == {"search_description"}
    html = client.get(fresh(live).url).content.decode()
    assert "qu’affichent les moteurs de recherche a changé depuis la relecture médicale" in html
    assert "notice--late" not in html and "dans son état actuel" not in html
    assert "lastReviewed" not in metadata(client, live)
    # Taken away again, they are what they were when it was signed.
    edited(live, people.editor, html=None, search_description="")
    fresh(live).get_latest_revision().publish()
    assert units_told(live) == set()


def test_what_was_signed_and_is_taken_away_is_told_in_the_same_place(draft, people):
    edited(draft, people.editor, html=None, seo_title="Titre")
    signed_by(people.reviewer, draft)
    fresh(draft).get_latest_revision().publish()
    edited(draft, people.editor, html=None, seo_title="")
    publish_unsigned(draft, people)
    assert units_told(draft) == {"seo_title"}


def signed_before(page, people):
    """A signature as it was when what search engines show was in its content, and no unit."""
    text = latest_text(fresh(page))
    units = {unit: digest for unit, digest in units_of(text).items() if unit not in ("seo_title", "search_description")}
    return SignOff.objects.create(
        translation_key=text.translation_key,
        language_code="fr",
        page_id=text.pk,
        title=text.title,
        digest_version=DIGEST_VERSION,
        digest=digest_of(units),
        units=[[unit, digest] for unit, digest in units.items()],
        content=text.serializable_data(),
        signer_id=people.reviewer.pk,
        signer_name="Ada Lind",
        qualification="Oncologue",
        person_id=people.reviewer.person.pk,
        statement="Lu.",
        next_review_on="2028-01-01",
    )


def test_a_signature_from_before_covers_what_its_text_said_there(draft, people):
    edited(draft, people.editor, html=None, seo_title="Titre", search_description=SUMMARY)
    signed_before(draft, people)
    assert standing_of(latest_text(fresh(draft))).is_signed
    fresh(draft).get_latest_revision().publish()
    assert fresh(draft).live and units_told(draft) == set()
    edited(draft, people.editor, html=None, search_description="Trois comprimés.")
    assert standing_of(latest_text(fresh(draft))).unsigned == ["search_description"]


@pytest.mark.parametrize("field", ["seo_title", "search_description"])
def test_what_is_unfinished_there_is_found(draft, people, field):
    edited(draft, people.editor, html=None, **{field: "Une dose de […] le matin."})
    with pytest.raises(SigningError, match="n’est pas fini"):
        signed_by(people.reviewer, draft)


def test_an_override_from_before_goes_on_holding_for_the_rest_of_the_text(draft, people):
    edited(draft, people.editor, html=None, search_description=SUMMARY)
    text = latest_text(fresh(draft))
    rest = {unit: digest for unit, digest in units_of(text).items() if unit != "search_description"}
    values = {"check_id": Override.SIGN_OFF, "digest": digest_of(rest), "reason": "Importé"}
    of_text = {"translation_key": text.translation_key, "language_code": "fr"}
    Override.objects.create(**of_text, **values)
    with pytest.raises(RefusedError):
        fresh(draft).get_latest_revision().publish()
    Override.objects.create(**of_text, **values, covers_search_words=False)
    fresh(draft).get_latest_revision().publish()
    edited(draft, people.editor, search_description=SUMMARY)
    with pytest.raises(RefusedError):
        fresh(draft).get_latest_revision().publish()
