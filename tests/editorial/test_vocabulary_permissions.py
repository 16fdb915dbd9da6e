"""What labels say on live pages, changed at the admin's own addresses by whoever may open them."""

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Page

from articles.models import ArticleTerm
from editorial.register.authorship import latest_text
from tests.editorial.conftest import signed_by
from tests.factories.vocabulary import PersonFactory, TermFactory
from vocabulary.models import INLINE_FEATURES, Person, Term

pytestmark = [pytest.mark.django_db, pytest.mark.governed]

ARRAYS = ("synonyms",)
NAMES = {
    Term: ("name", "short_definition", "long_definition", "synonyms", "slug", "acronym"),
    Person: ("name", "role", "qualification", "organisation"),
}


@pytest.fixture
def term(live):
    """A word that the live article explains, in French only."""
    term = TermFactory(name_fr="Dose", short_definition_fr="Une quantité.", long_definition_fr="<p>Longue.</p>")
    ArticleTerm.objects.create(page=live, term=term)
    return term


def post(client, label, **changed):
    """The label's form as the editor gives it back, with what was changed in it."""
    kind = type(label)
    fields = {}
    for name in NAMES[kind]:
        for language in ("fr", "en"):
            value = getattr(label, f"{name}_{language}") or ""
            fields[f"{name}_{language}"] = "\n".join(value) if name in ARRAYS else value
    if kind is Term:
        for language in ("fr", "en"):
            fields[f"long_definition_{language}"] = draft_of(fields[f"long_definition_{language}"])
    answer = client.post(f"/admin/snippets/vocabulary/{kind._meta.model_name}/edit/{label.pk}/", {**fields, **changed})
    label.refresh_from_db()
    return answer


def draft_of(html):
    return ContentstateConverter(INLINE_FEATURES).from_database_format(html)


def test_a_translator_writes_the_words_of_their_language_and_not_the_source_s(live, term, people, client):
    client.force_login(people.translator)
    own = {"name_en": "Amount", "short_definition_en": "How much."}
    answer = post(client, term, short_definition_fr="Doublez la dose.", **own)
    html = answer.content.decode()
    assert answer.status_code == 200 and "Vous n’écrivez ni les pages ni les mots de cette langue" in html
    assert "How much." in html
    assert term.short_definition_fr == "Une quantité." and term.name_en != "Amount"
    assert post(client, term, **own).status_code == 302
    assert (term.short_definition_fr, term.name_en, term.short_definition_en) == ("Une quantité.", *own.values())


@pytest.mark.parametrize("field", ["short_definition_fr", "long_definition_fr"])
def test_a_definition_that_live_articles_show_is_a_publishers(live, term, people, client, field):
    new = "Tout autre chose."
    client.force_login(people.editor)
    answer = post(client, term, **{field: draft_of(new) if field.startswith("long") else new})
    assert answer.status_code == 200 and "Des articles en ligne montrent cette définition" in answer.content.decode()
    assert new not in getattr(term, field)
    assert post(client, term, synonyms_fr="quantité\nposologie").status_code == 302
    assert term.synonyms_fr == ["quantité", "posologie"]
    client.force_login(people.publisher)
    assert post(client, term, **{field: draft_of(new) if field.startswith("long") else new}).status_code == 302
    assert new in getattr(term, field)


def test_a_definition_that_only_drafts_show_is_its_writers(live, term, people, client):
    Page.objects.filter(pk=live.pk).update(live=False)
    client.force_login(people.editor)
    assert post(client, term, short_definition_fr="Ce que l’on prend.").status_code == 302
    assert term.short_definition_fr == "Ce que l’on prend."


def test_nobody_renames_who_signed_but_those_who_link_accounts(live, people, client):
    signer = Person.objects.get(account=people.reviewer)
    client.force_login(people.editor)
    for _turn in ("linked", "unlinked since"):
        answer = post(client, signer, name_fr="Pr Inventé", qualification_fr="prix Nobel")
        assert answer.status_code == 200 and "relectures médicales sont signées sous ce nom" in answer.content.decode()
        assert signer.name_fr != "Pr Inventé"
        assert post(client, signer, role_fr="Médecin").status_code == 302
        Person.objects.filter(pk=signer.pk).update(account=None)
    author = PersonFactory(name_fr="Ada Lind")
    assert post(client, author, name_fr="Ada Lind-Moe").status_code == 302
    client.force_login(people.publisher)
    assert post(client, signer, name_fr="Ada Moe").status_code == 302
    assert signer.name_fr == "Ada Moe"


def test_who_changes_a_definition_is_told_in_how_many_live_articles_it_is_marked(draft, term_of_draft, people, client):
    signed_by(people.reviewer, draft)
    draft.get_latest_revision().publish()
    client.force_login(people.publisher)
    address = f"/admin/snippets/vocabulary/term/edit/{term_of_draft.pk}/"
    assert post(client, term_of_draft, short_definition_fr="Une  quantité.").status_code == 302
    assert "article en ligne a été signé" not in client.get(address).content.decode()
    assert post(client, term_of_draft, short_definition_fr="Doublez la dose.").status_code == 302
    html = client.get(address).content.decode()
    assert "1 article en ligne a été signé quand ce mot était expliqué autrement" in html
    signed_by(people.second_reviewer, draft)
    assert post(client, term_of_draft, synonyms_fr="quantité").status_code == 302
    assert "article en ligne a été signé" not in client.get(address).content.decode()


@pytest.fixture
def term_of_draft(draft, people):
    """A word that the draft explains."""
    term = TermFactory(name_fr="Dose", short_definition_fr="Une quantité.", long_definition_fr="<p>Longue.</p>")
    text = latest_text(draft)
    text.article_terms.add(ArticleTerm(term=term))
    text.save_revision(user=people.editor)
    draft.refresh_from_db()
    return term
