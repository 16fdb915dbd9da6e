"""How long a text takes to read."""

from math import ceil

from wagtail.rich_text import get_text_for_indexing

from articles.content.visitor import Part, Role, blocks_of
from vocabulary.base_page import PortalPage

# Words per minute of adults reading a text of general interest, mean of the International Reading Speed Texts:
# S. Trauzettel-Klosinski, K. Dietz and the IReST study group, “Standardized assessment of reading performance: the new
# International Reading Speed Texts IReST”, Investigative Ophthalmology & Visual Science 53 (2012), table 2.
WORDS_PER_MINUTE = {"ar": 138, "de": 179, "en": 228, "es": 218, "fr": 195, "it": 188, "nl": 202, "pl": 166, "pt": 181}
WORDS_PER_MINUTE_ANYWHERE = 184  # the mean of the study's seventeen languages


def reading_minutes(article: PortalPage) -> int:
    """The minutes that the article's introduction, key points, text and questions take, at least one.

    At the pace of its language in the IReST study (2012): 195 words a minute in French, 228 in English.
    """
    streams = (article.key_points, article.body, article.questions)
    parts = [part for stream in streams for _child, own in blocks_of(stream) for part in own]
    words = sum(_is_word(each) for text in (article.introduction, *map(_words, parts)) for each in text.split())
    return max(1, ceil(words / WORDS_PER_MINUTE.get(article.locale.language_code, WORDS_PER_MINUTE_ANYWHERE)))


def _words(part: Part) -> str:
    """As a voice reads them out: the description of a picture too."""
    if part.role is Role.PICTURE:
        return getattr(part.value, "contextual_alt_text", None) or ""
    if not part.role.is_text:
        return ""
    return get_text_for_indexing(part.html) if part.is_rich else part.text


def _is_word(text: str) -> bool:
    """French sets its marks apart by spaces: they are no words."""
    return any(letter.isalnum() for letter in text)
