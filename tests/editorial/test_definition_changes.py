"""What the explained words of a signed article say: kept with the signature, told where they say something else."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import ModelLogEntry

from articles.content.glossary_terms import explanations_of
from articles.models import ArticleTerm, BlockNotice
from editorial.models.register import SignOff
from editorial.register.authorship import latest_text
from editorial.reports.evidence import evidence_of
from editorial.review.signing import ChangedMeanwhileError, SigningError, digest_of_words
from tests.editorial.conftest import edited, signed_by, written
from tests.editorial.test_reader_notices import fresh, metadata, units_told
from tests.factories.editorial import sign_as_it_was
from tests.factories.vocabulary import TermFactory
from vocabulary.models import Term

pytestmark = [pytest.mark.django_db, pytest.mark.governed]

MARKED = "Cette explication a été modifiée ou ajoutée après la relecture médicale du"


@pytest.fixture
def term(db):
    return TermFactory(
        name_fr="Comprimé",
        name_en="Tablet",
        slug_fr="comprime",
        slug_en="tablet",
        short_definition_fr="Un médicament de 5 mg, à avaler.",
        short_definition_en="A medicine of 5 mg, to swallow.",
    )


@pytest.fixture
def live(draft, people, term):
    """An article that is signed and online, and explains a word."""
    return explaining(draft, people, term)


def explaining(page, people, *terms):
    text = latest_text(fresh(page))
    text.article_terms.add(*[ArticleTerm(term=term) for term in terms])
    text.save_revision(user=people.editor)
    signed_by(people.reviewer, page)
    fresh(page).get_latest_revision().publish()
    return fresh(page)


def define(term, definition, language="fr"):
    term = Term.objects.get(pk=term.pk)
    setattr(term, f"short_definition_{language}", definition)
    term.save()


def shown(client, page):
    return client.get(fresh(page).url).content.decode()


def test_a_signature_keeps_what_the_explained_words_said(live, term):
    assert SignOff.objects.get().explained == [["comprime", "Comprimé", "Un médicament de 5 mg, à avaler."]]
    assert units_told(live) == set()


def test_readers_are_told_at_that_word_and_nowhere_else(live, term, people, client):
    assert metadata(client, live)["reviewedBy"]["name"] == "Ada Lind"
    define(term, "Un médicament de 6 mg, à avaler.")
    assert units_told(live) == {f"term:{term.pk}"}
    html = shown(client, live)
    entry = html[html.index(f'id="word-{term.pk}"') :]
    assert MARKED in entry[: entry.index("</dd>")]
    assert html.count(MARKED) == 1 and "notice--block" not in html and "notice--late" not in html
    assert "telle quelle" not in html and "modifiées ou ajoutées depuis la relecture médicale sont signalées" in html
    assert "lastReviewed" not in metadata(client, live) and "reviewedBy" not in metadata(client, live)
    assert "sauf des explications de mots" in render_to_string("editorial/evidence.html", evidence_of(fresh(live)))
    # Back to what was signed.
    define(term, "Un médicament de 5 mg, à avaler.")
    assert units_told(live) == set() and "reviewedBy" in metadata(client, live)


def test_the_page_in_two_languages_explains_no_word_and_marks_none(live, term, portal, client, people):
    english = written(portal.en.articles, people.editor, translation_key=live.translation_key)
    explaining(english, people, term)
    define(term, "Un médicament de 6 mg, à avaler.")
    html = client.get(f"{fresh(live).url}bilingue/").content.decode()
    assert MARKED not in html and "a lu cette page et l’a signée le" in html


@pytest.mark.parametrize(
    "definition",
    ["Un medicament de 5 mg à avaler.", "Un  médicament de 5\u00a0mg, à avaler.", "Un médicament de 5 mg à avaller"],
)
def test_spelling_and_layout_are_no_other_explanation(live, term, definition):
    define(term, definition)
    assert units_told(live) == set()


@pytest.mark.parametrize(
    "definition", ["Un médicament de 5 g, à avaler.", "Un médicament de 5 mg, à ne pas avaler.", "Une piqûre.", "-"]
)
def test_a_unit_a_negation_or_another_word_is(live, term, definition):
    define(term, definition)
    assert units_told(live) == {f"term:{term.pk}"}


def test_another_name_is_another_explanation_and_another_address_is_none(live, term):
    Term.objects.filter(pk=term.pk).update(slug_fr="pilule")
    term.refresh_from_db()
    term.save()
    assert units_told(live) == set()
    term.name_fr = "Perfusion"
    term.save()
    assert units_told(live) == {f"term:{term.pk}"}


def test_each_language_has_its_own(live, term, portal, people):
    english = explaining(written(portal.en.articles, people.editor, translation_key=live.translation_key), people, term)
    define(term, "A medicine of 6 mg, to swallow.", "en")
    assert (units_told(live), units_told(english)) == (set(), {f"term:{term.pk}"})


def test_a_word_that_is_added_after_the_signature_is_told_and_one_taken_away_is_not(live, term, people, client):
    other = TermFactory(name_fr="Matin", short_definition_fr="De 6 h à midi.")
    text = latest_text(live)
    text.article_terms.add(ArticleTerm(term=other))
    text.save_revision(user=people.editor).publish()  # its text is signed, so nobody refuses
    assert units_told(live) == {f"term:{other.pk}"}
    text = latest_text(fresh(live))
    text.article_terms.set([])
    text.save_revision(user=people.editor).publish()
    assert units_told(live) == set()


def test_words_that_are_given_to_a_live_article_without_publishing_it_are_told_too(live, term):
    other = TermFactory()
    row = ArticleTerm.objects.create(page=live, term=other)
    assert units_told(live) == {f"term:{other.pk}"}
    row.delete()
    assert units_told(live) == set()


@pytest.mark.background_tasks
def test_a_word_that_only_a_link_in_the_text_explains_counts(draft, people, term):
    edited(draft, people.editor, html=f'<p>Prenez le <a linktype="term" id="{term.pk}">cachet</a>.</p>')
    live = explaining(draft, people)
    assert [row[0] for row in SignOff.objects.get().explained] == ["comprime"]
    define(term, "Un poison.")
    assert units_told(live) == {f"term:{term.pk}"}


def test_what_was_signed_before_words_were_kept_is_compared_with_nothing(draft, people, term):
    text = latest_text(draft)
    text.article_terms.add(ArticleTerm(term=term))
    text.save_revision(user=people.editor)
    sign_as_it_was(fresh(draft), people.reviewer)
    fresh(draft).get_latest_revision().publish()
    assert SignOff.objects.get().explained is None
    define(term, "Un poison.")
    assert units_told(draft) == set()


def test_an_alias_tells_its_readers_as_well(live, term):
    alias = CreatePageAliasAction(live, update_slug="alias").execute(skip_permission_checks=True)
    define(term, "Un poison.")
    assert units_told(alias) == units_told(live) == {f"term:{term.pk}"}


def test_a_term_that_goes_takes_its_notices_along(draft, people, term):
    edited(draft, people.editor, html=f'<p>Prenez le <a linktype="term" id="{term.pk}">cachet</a>.</p>')
    explaining(draft, people)
    define(term, "Un poison.")
    Term.objects.get(pk=term.pk).delete()
    assert not BlockNotice.objects.exists()


@pytest.mark.background_tasks
@pytest.mark.parametrize("count", [1, 3])
def test_a_saved_term_asks_the_same_for_one_article_and_for_three(draft, portal, people, term, count):
    pages = [draft, *(written(portal.fr.articles, people.editor) for _each in range(count - 1))]
    for page in pages:
        explaining(page, people, term)
    term = Term.objects.get(pk=term.pk)
    term.save()
    term.short_definition_fr = "Un poison."
    with CaptureQueriesContext(connection) as captured:
        term.save()
    assert all(units_told(page) == {f"term:{term.pk}"} for page in pages)
    ours = [query for query in captured if "blocknotice" in query["sql"] or "articlepage" in query["sql"]]
    assert len(ours) == 3
    assert len(captured) == 38  # the others are the search's, and Wagtail's index of references


# -- Signing


def test_nobody_signs_another_explanation_than_they_have_read(draft, people, term):
    text = latest_text(draft)
    text.article_terms.add(ArticleTerm(term=term))
    text.save_revision(user=people.editor)
    read = digest_of_words(explanations_of(latest_text(draft)))
    define(term, "Un poison.")
    with pytest.raises(ChangedMeanwhileError):
        signed_by(people.reviewer, draft, explained=read)
    assert not SignOff.objects.exists()


def test_who_changed_an_explanation_doesnt_sign_it(live, term, people):
    define(term, "Un médicament de 6 mg, à avaler.")
    ModelLogEntry.objects.log_action(
        term, "wagtail.edit", user=people.reviewer, content_changed=True, uuid=None, title=str(term)
    )
    with pytest.raises(SigningError, match="explication"):
        signed_by(people.reviewer, live)
    signed_by(people.second_reviewer, live)
    assert units_told(live) == set()
    assert ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Term)).exists()


def test_the_same_text_is_signed_again_the_same_day_for_its_explanations(live, term, people, client):
    with pytest.raises(SigningError):
        signed_by(people.second_reviewer, live)
    define(term, "Un médicament de 6 mg, à avaler.")
    signed_by(people.second_reviewer, live)
    assert metadata(client, live)["reviewedBy"]["name"] == "Bo Lind"


def test_reviewers_are_led_to_it_and_sign_it_anew(live, term, people, client):
    client.force_login(people.second_reviewer)
    assert client.get(reverse("review", args=[live.pk])).status_code in (302, 403)
    assert "explications" not in client.get(reverse("my_reviews")).content.decode()
    define(term, "Un médicament de 6 mg, à avaler.")
    queue = client.get(reverse("my_reviews")).content.decode()
    assert "Comprimé" in queue and reverse("review", args=[live.pk]) in queue
    assert f"{reverse('my_reviews')}#explanations" in client.get(reverse("wagtailadmin_home")).content.decode()
    answer = client.get(reverse("review", args=[live.pk]))
    review, html = answer.context["review"], answer.content.decode()
    assert [passage.unit for passage in review.changed_words] == [f"term:{term.pk}"]
    assert review.to_read[0].is_other_word and len(review.to_read) > 3
    assert ">5<" in html and ">6<" in html and html.count("<del>") == 1
    posted = {
        "act": "sign",
        "review": "",
        "digest": review.digest,
        "explained": review.explained,
        "next_review_on": answer.context["form"].initial["next_review_on"].isoformat(),
    }
    # While they read, it changes once more.
    define(term, "Un médicament de 7 mg, à avaler.")
    again = client.post(reverse("review", args=[live.pk]), {**posted, "seen": answer.context["seen"]})
    assert SignOff.objects.count() == 1
    assert again.context["changed_units"] == [f"term:{term.pk}"]
    assert [passage.unit for passage in again.context["changed"]] == [f"term:{term.pk}"]
    said = again.content.decode()
    assert "La page a changé pendant votre lecture" in said and "en a fait une nouvelle version" not in said
    posted |= {"explained": again.context["review"].explained, "reread": "1", "changed": f"term:{term.pk}"}
    assert client.post(reverse("review", args=[live.pk]), posted).status_code == 302
    assert SignOff.objects.first().explained == [["comprime", "Comprimé", "Un médicament de 7 mg, à avaler."]]
    assert units_told(live) == set()


def test_a_first_signature_is_under_the_explanations_too(draft, people, term, client):
    text = latest_text(draft)
    text.article_terms.add(ArticleTerm(term=term))
    text.save_revision(user=people.editor)
    draft.get_workflow().start(fresh(draft), people.editor)
    state = fresh(draft).current_workflow_task_state
    if "editorial" in type(state.task.specific).__name__.lower():
        state.approve(user=people.publisher)
    client.force_login(people.reviewer)
    answer = client.get(reverse("review", args=[draft.pk]))
    review = answer.context["review"]
    assert review.is_first and review.to_read[-1].unit == f"term:{term.pk}"
    assert "à avaler" in answer.content.decode() and not review.other_words


def test_a_changed_text_lists_the_words_that_stayed_beside_it(live, term, people, client):
    edited(live, people.editor)
    draft = fresh(live)
    draft.get_workflow().start(draft, people.editor)
    state = fresh(live).current_workflow_task_state
    if "editorial" in type(state.task.specific).__name__.lower():
        state.approve(user=people.publisher)
    client.force_login(people.second_reviewer)
    answer = client.get(reverse("review", args=[live.pk]))
    review = answer.context["review"]
    assert [word.unit for word in review.other_words] == [f"term:{term.pk}"]
    assert f'id="term-{term.pk}"' in answer.content.decode()
    assert review.comment_place(f"term:{term.pk}") == ("title", "Explication de «\u00a0Comprimé\u00a0»")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_changed_explanations_costs_the_same(draft, portal, people, term, client, count):
    for page in [draft, *(written(portal.fr.articles, people.editor) for _each in range(count - 1))]:
        explaining(page, people, term)
    define(term, "Un poison.")
    client.force_login(people.reviewer)
    client.get(reverse("my_reviews"))
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(reverse("my_reviews"))
    assert len(answer.context["reworded"]) == count
    assert len(captured) == 18
