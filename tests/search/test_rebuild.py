"""The whole index made anew: the same as the one that was kept, page by page."""

from io import StringIO

from django.core.management import call_command

from search.indexing import rebuild, text_of_page
from search.models import Entry, Phrase, Word
from tests.factories.home import StandardPageFactory
from tests.factories.vocabulary import TermFactory


def rows():
    """What the index holds, whatever its keys."""
    return (
        sorted(Entry.objects.values_list("language", "kind", "page", "term", "title", "body", "vector", "exact")),
        sorted(Word.objects.values_list("language", "word", "stem", "entries")),
        sorted(Phrase.objects.values_list("language", "key", "term", "text", "query")),
    )


def test_a_rebuild_makes_the_index_that_was_kept_and_says_how_far_it_is(write, portal):
    write("Le cancer du sein", "Un traitement.", points=["Se faire dépister"])
    write("Un brouillon").unpublish()
    StandardPageFactory(parent=portal.fr.home, title="Qui sommes-nous")
    TermFactory(name_fr="infarctus du myocarde", synonyms_fr=["crise cardiaque"], name_en="heart attack")
    kept = rows()
    Word.objects.update(entries=7)
    Phrase.objects.all().delete()
    said = StringIO()
    call_command("rebuild_search_index", stdout=said)
    assert rows() == kept
    assert "1 / 1" in said.getvalue()


def test_a_page_that_is_deleted_during_a_rebuild_is_not_found(write, search, monkeypatch):
    page = write("Le cancer")

    def deleted_meanwhile(indexed):
        text = text_of_page(indexed)
        page.delete()
        return text

    monkeypatch.setattr("search.indexing.text_of_page", deleted_meanwhile)
    rebuild(lambda line: None)
    assert not Entry.objects.exists()
    assert not Word.objects.exists()
    assert search("cancer").titles == []
