"""What each page type of the demonstration weighs on the wire, and how often a reader's browser asks for something."""

from pathlib import Path
from urllib.parse import unquote

import brotli
import pytest
from django.contrib.staticfiles import finders

from articles.models import ArticlePage
from tests.every_page import addresses, article, keep_history
from tests.reader.conftest import Reading

KILOBYTE = 1024
LIMITS = {"HTML": 12, "CSS": 10, "JS": 5, "all but pictures": 35}  # kilobytes
MORE_STYLES = {"CSS": 12}  # an article's history, with a stylesheet of its own
REQUESTS = 8  # before the reader scrolls
HEADERS = 0.5  # kilobytes, of each answer


def weight(data):
    return len(brotli.compress(data, quality=11)) / KILOBYTE + HEADERS


def static_weight(addresses_of_files):
    names = [unquote(address).removeprefix("/static/") for address in addresses_of_files]
    return sum(weight(Path(finders.find(name)).read_bytes()) for name in names)


@pytest.fixture
def demonstration(demonstration, settings):
    settings.ROOT_URLCONF = "tests.failing_urls"
    for language in ("fr", "en"):
        keep_history(article(language))


def longest(language):
    """The longest article, named."""
    articles = ArticlePage.objects.live().filter(locale__language_code=language)
    return "longest article", max(articles, key=lambda each: len(str(each.body.get_prep_value()))).url


def test_every_page_is_light(demonstration, client):
    client.raise_request_exception = False
    faults = []
    for language in ("fr", "en"):
        pages = [longest(language), *((each.name, address) for each, address in addresses(language))]
        for name, address in pages:
            html = client.get(address).content
            page = Reading(html.decode())
            scripts = [script["src"] for script in page.all("script", type="module")]
            styles = [link["href"] for link in page.all("link", rel="stylesheet")]
            icons = [link["href"] for link in page.all("link", rel="icon")]
            weights = {"HTML": weight(html), "CSS": static_weight(styles), "JS": static_weight(scripts)}
            weights["all but pictures"] = sum(weights.values()) + static_weight(icons)
            limits = LIMITS | (MORE_STYLES if name.startswith(("history", "version")) else {})
            faults += [
                f"{name} {language}: {weights[what]:.1f} kB {what}"
                for what, limit in limits.items()
                if weights[what] > limit
            ]
            at_once = [image for image in page.all("img") if image.get("loading") != "lazy"]
            asked = 1 + len(scripts) + len(styles) + len(icons) + len(at_once)
            if asked > REQUESTS:
                faults.append(f"{name} {language}: {asked} requests")
    assert not faults, "\n".join(faults)
