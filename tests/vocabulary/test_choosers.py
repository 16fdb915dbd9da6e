"""The choosers of labels, in the editor's form."""

import pytest
from django.utils import translation

from articles.viewsets import CategoryViewSet


@pytest.mark.parametrize(("language", "text"), [("fr", "Choisir\u00a0: catégorie"), ("en", "Choose: category")])
def test_a_choosers_button_speaks_the_language_of_who_looks(language, text):
    chooser = CategoryViewSet().chooser_viewset.widget_class
    with translation.override(language):
        assert str(chooser.choose_one_text) == text
