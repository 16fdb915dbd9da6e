"""What a patient finds: the words as typed, their forms, their other names, their nearest spelling."""

import datetime

import pytest
from django.utils import translation

from articles.models import Review
from search.models import Entry, Promotion, Word
from tests.factories.contact import ContactPageFactory
from tests.factories.home import StandardPageFactory
from tests.factories.vocabulary import CategoryFactory, PersonFactory, TermFactory


@pytest.fixture
def infarction(portal):
    return TermFactory(
        name_fr="infarctus du myocarde",
        synonyms_fr=["crise cardiaque", "infarctus"],
        acronym_fr="IDM",
        name_en="heart attack",
        synonyms_en=["myocardial infarction"],
    )


@pytest.mark.parametrize("query", ["médicament", "medicaments", "MÉDICAMENTS", "  Medicament  ", "le médicament"])
def test_accents_capitals_and_number_make_no_difference(write, search, query):
    write("Bien prendre un médicament")
    write("Autre chose")
    assert search(query).titles == ["Bien prendre un médicament"]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Le cœur fatigué", "coeur"),
        ("Le coeur fatigué", "cœur"),
        ("L’immunothérapie", "l'immunotherapie"),
        ("Un anti-inflammatoire", "antiinflammatoire"),
        ("Un anti-inflammatoire", "anti inflammatoires"),
        ("La téléconsultation", "télé consultation"),
        ("Les patients hypertendus", "hypertendu"),
        ("Le patient hypertendu", "hypertendues"),
        ("Une femme opérée", "opérés"),
        ("Les signes", "les signes"),
        ("Un médicament pris le soir", "prendre un médicament"),
    ],
)
def test_ligatures_hyphens_apostrophes_gender_and_number(write, search, text, query):
    write(text)
    assert search(query).titles == [text]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Treating metastases", "metastasis"),
        ("Taking tablets", "took tablets"),
        ("Swollen feet", "swelling foot"),
        ("A tumour of the oesophagus", "tumor esophagus"),
        ("Anaemia and haemoglobin", "anemia hemoglobin"),
        ("Weeks of rest", "week"),
    ],
)
def test_english_forms_that_no_stemmer_knows_and_american_spelling(portal, write, search, text, query):
    write(text, tree=portal.en)
    answer = search(query, "en")
    assert answer.titles == [text]
    assert not answer.context["found"].corrections


@pytest.mark.parametrize(
    ("typed", "written"),
    [("crise cardiaque", "infarctus"), ("infarctus", "crise cardiaque"), ("IDM", "crise cardiaque")],
)
def test_a_terms_names_stand_for_one_another(infarction, write, search, typed, written):
    write("Vite, appelez", f"En cas de {written}, appelez.")
    answer = search(typed)
    assert answer.titles == ["infarctus du myocarde", "Vite, appelez"]
    assert "Ce que le mot veut dire." in answer.content.decode()


def test_a_name_in_the_other_language_finds_the_page_and_says_why(infarction, write, search):
    write("Vite, appelez", "En cas d’infarctus, appelez.")
    answer = search("heart attack")
    assert answer.titles == ["infarctus du myocarde", "Vite, appelez"]
    assert "« heart attack » se dit en anglais ; ici, on dit « infarctus du myocarde »." in answer.content.decode()


def test_words_of_the_other_languages_page_find_its_translation_and_say_why(portal, write, search):
    page = write("Perdre ses cheveux")
    english = page.copy_for_translation(portal.en.locale)
    english.title, english.live = "Hair loss", True
    english.save()
    answer = search("hair loss")
    assert answer.titles == ["Perdre ses cheveux"]
    assert "Vous avez sans doute cherché en anglais." in answer.content.decode()


@pytest.mark.parametrize("typed", ["imunotherapie", "immunotérapie", "inmunoterapie", "immunothérapei"])
def test_up_to_two_edits_are_looked_over(write, search, typed):
    write("Zoom sur l’immunothérapie")
    answer = search(typed)
    assert answer.titles == ["Zoom sur l’immunothérapie"]
    html = answer.content.decode()
    assert f"Rien pour «\N{NO-BREAK SPACE}{typed}\N{NO-BREAK SPACE}»." in html
    assert "1 résultat pour «\N{NO-BREAK SPACE}immunothérapie\N{NO-BREAK SPACE}»" in html


def test_never_at_the_price_of_an_exact_hit(write, search):
    write("La greffe")
    write("Le greffon")
    answer = search("greffon")
    assert answer.titles == ["Le greffon"]
    assert not answer.context["found"].corrections


def test_title_before_key_points_before_text(write, search):
    write("Un", "On parle de radiothérapie ici.")
    write("Deux", points=["La radiothérapie soigne."])
    write("La radiothérapie")
    assert search("radiothérapie").titles == ["La radiothérapie", "Deux", "Un"]


def test_the_word_as_typed_before_its_stem(write, search):
    write("Un", "Des opérations.")
    write("Deux", "Une opération.")
    assert search("opération").titles == ["Deux", "Un"]
    assert search("opérations").titles == ["Un", "Deux"]


def test_reviewed_before_overdue_and_the_date_is_shown(write, search):
    reviewer = PersonFactory()
    pages = [write(title, "La chimiothérapie.") for title in ("En retard", "Relue")]
    today = datetime.date.today()
    for page, next_review_on in zip(pages, (today - datetime.timedelta(1), today), strict=True):
        Review.objects.create(
            page=page, reviewer=reviewer, reviewed_on=datetime.date(2025, 3, 12), next_review_on=next_review_on
        )
    answer = search("chimiothérapie")
    assert answer.titles == ["Relue", "En retard"]
    assert '<time datetime="2025-03-12">12 mars 2025</time>' in answer.content.decode()
    assert "Relecture médicale en retard" in answer.content.decode()


def test_the_match_is_marked_and_the_text_escaped(write, search):
    write("5 < 6 & <b>médicaments</b>", "Un &lt;script&gt;médicament&lt;/script&gt; ici.")
    html = search("médicament").content.decode()
    assert "5 &lt; 6 &amp; &lt;b&gt;<mark>médicaments</mark>&lt;/b&gt;" in html
    assert "script&gt;<mark>médicament</mark>&lt;/script&gt; ici" in html


def test_articles_terms_and_standing_pages_of_that_language_only(portal, write, search):
    write("Le cancer")
    write("Cancer in focus", tree=portal.en)
    TermFactory(name_fr="cancer", name_en="cancer", slug_fr="cancer", slug_en="cancer")
    StandardPageFactory(parent=portal.fr.home, title="Cancer : qui nous sommes")
    assert sorted(search("cancer").titles) == ["Cancer : qui nous sommes", "Le cancer", "cancer"]
    assert sorted(search("cancer", "en").titles) == ["Cancer in focus", "cancer"]


def test_an_unpublish_takes_effect_before_the_index_knows(write, search):
    page = write("Le cancer")
    type(page).objects.filter(pk=page.pk).update(live=False)
    assert Entry.objects.filter(page=page).exists()
    assert search("cancer").titles == []


def test_drafts_are_never_found_and_their_words_not_known(write, search):
    page = write("Le cancer")
    page.title = "Secret imminent"
    page.save_revision()
    write("Embargo", live=False)
    assert search("imminent").titles == []
    assert not Word.objects.filter(word__in=["imminent", "embargo"]).exists()


def test_a_page_leaves_the_index_with_its_words(write):
    page = write("Cancer rarissime")
    write("Cancer")
    assert Word.objects.get(word="cancer").entries == 2
    page.unpublish()
    assert not Word.objects.filter(word="rarissime").exists()
    assert Word.objects.get(word="cancer").entries == 1
    page.delete()
    assert Word.objects.get(word="cancer").entries == 1


def test_there_is_nothing_to_narrow_with_one_kind_and_no_subject(portal, write, search):
    write("Le cancer")
    assert 'class="facets"' not in search("cancer").content.decode()


def test_facets_count_and_narrow(portal, write, search):
    cancer = CategoryFactory(name_fr="Cancer", slug_fr="cancer")
    care = CategoryFactory(name_fr="Soins", slug_fr="soins")
    write("La biopsie du sein", categories=[cancer])
    write("La biopsie du foie", categories=[cancer, care])
    TermFactory(name_fr="biopsie")
    answer = search("biopsie")
    assert [(facet.label, facet.count) for facet in answer.context["categories"]] == [("Cancer", 2), ("Soins", 1)]
    assert [(facet.value, facet.count) for facet in answer.context["kinds"]] == [("article", 2), ("term", 1)]
    assert search("biopsie", category="soins").titles == ["La biopsie du foie"]
    assert search("biopsie", **{"in": "term"}).titles == ["biopsie"]
    assert len(search("biopsie", category="nothing").titles) == 3


def test_pages_of_ten_with_real_links(write, search):
    for number in range(12):
        write(f"Le cancer {number}")
    first = search("cancer")
    assert len(first.titles) == 10
    assert "?q=cancer&amp;page=2" in first.content.decode()
    second = search("cancer", page="2")
    assert len(second.titles) == 2
    assert not {*first.titles} & {*second.titles}
    assert search("cancer", page="999999").titles == second.titles
    assert search("cancer", page="x").titles == first.titles


def test_what_editors_promote_comes_first_in_its_language(portal, write, search):
    page = write("Où trouver de l’aide")
    write("Le cancer")
    Promotion.objects.create(locale=portal.fr.locale, searches=["Le Cancér"], page=page, reason="Des adresses.")
    html = search("le cancer").content.decode()
    assert html.index("Où trouver de l’aide") < html.index("Le <mark>cancer</mark>")
    assert "Des adresses." in html
    assert not search("le cancer", "en").context.get("promoted")


def test_no_result_offers_subjects_and_the_nearest_words(portal, write, search):
    write("La biopsie", categories=[CategoryFactory(name_fr="Examens", slug_fr="examens")])
    html = search("zzzzzz").content.decode()
    assert "Rien pour « zzzzzz »" in html
    assert "Examens" in html


def test_no_result_leads_to_the_contact_form_if_there_is_one(portal, search):
    assert "Nous écrire" not in search("zzzzzz").content.decode()
    ContactPageFactory(parent=portal.fr.home, slug="ecrire")
    assert 'href="/fr/ecrire/"' in search("zzzzzz").content.decode()


def test_a_moved_or_renamed_page_is_found_at_its_new_address(portal, write, search):
    page = write("Le cancer", slug="avant")
    page.slug = "apres"
    page.save()
    assert "/fr/articles/apres/" in search("cancer").content.decode()


def test_results_are_not_for_search_engines_nor_for_shared_caches_and_set_no_cookie(write, search):
    answer = search("cancer")
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert not answer.cookies


def test_the_other_languages_search_is_one_click_away(portal, search):
    with translation.override("fr"):
        assert 'href="/en/search/?q=cancer"' in search("cancer").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_the_same_for_one_result_and_for_three(write, search, django_assert_num_queries, count):
    for number in range(count):
        write(f"Le cancer {number}")
    search("cancer")
    with django_assert_num_queries(16):
        search("cancer")


def test_a_language_without_a_configuration_is_searched_too(db):
    from search.languages import configuration
    from search.lexemes import tokens_of

    assert configuration("pt") == "portal_simple"
    assert [token.stems["pt"] for token in tokens_of("Coração", ["pt"])] == ["coracao"]


def test_the_admins_own_search_still_finds_pages(write, admin_client):
    write("Le cancer")
    answer = admin_client.get("/admin/pages/search/", {"q": "cancer"})
    assert "Le cancer" in answer.content.decode()


def test_a_snippet_reads_as_the_page_does(write, search):
    write("Les rayons", "<b>Guérir</b>, avec les rayons</p><p>Soulager : <i>ensemble</i>.", introduction="Un guide")
    snippet = search("guérir").context["results"][0].snippet
    assert "guide · <mark>Guérir</mark>, avec les rayons Soulager : ensemble" in snippet
