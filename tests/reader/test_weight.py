"""What each page type of the demonstration weighs on the wire, and how often a reader's browser asks for something."""

from pathlib import Path
from urllib.parse import unquote

import brotli
import pytest
from django.contrib.staticfiles import finders

from articles.models import ArticlePage
from exchange.demo import load_demo
from tests.every_page import addresses
from tests.exchange.conftest import forget_everything
from tests.reader.conftest import Reading

KILOBYTE = 1024
LIMITS = {"HTML": 12, "CSS": 10, "JS": 5, "all but pictures": 35}  # kilobytes
EXCEPTIONS = {
    "bilingual": {"HTML": 20},  # two texts
    "version": {"HTML": 20, "CSS": 12},  # a text, what changed in it, and a stylesheet more
    "history": {"CSS": 12},
}
REQUESTS = 8  # before the reader scrolls
HEADERS = 0.5  # kilobytes, of each answer


def weight(data):
    return len(brotli.compress(data, quality=11)) / KILOBYTE + HEADERS


def static_weight(addresses_of_files):
    names = [unquote(address).removeprefix("/static/") for address in addresses_of_files]
    return sum(weight(Path(finders.find(name)).read_bytes()) for name in names)


@pytest.fixture
def demonstration(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.ROOT_URLCONF = "tests.failing_urls"
    forget_everything()
    assert load_demo()


def longest(language):
    """The longest article, and the same with its other language beside it."""
    articles = ArticlePage.objects.live().filter(locale__language_code=language)
    article = max(articles, key=lambda each: len(str(each.body.get_prep_value())))
    return ("longest article", article.url)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_light(demonstration, client, language):
    client.raise_request_exception = False
    faults = []
    pages = [longest(language), *((each.name, address) for each, address in addresses(language))]
    for name, address in pages:
        html = client.get(address).content
        page = Reading(html.decode())
        scripts = [script["src"] for script in page.all("script", type="module")]
        styles = [link["href"] for link in page.all("link", rel="stylesheet")]
        icons = [link["href"] for link in page.all("link", rel="icon")]
        weights = {"HTML": weight(html), "CSS": static_weight(styles), "JS": static_weight(scripts)}
        weights["all but pictures"] = sum(weights.values()) + static_weight(icons)
        limits = LIMITS | EXCEPTIONS.get(name.partition(",")[0], {})
        faults += [f"{name}: {weights[what]:.1f} kB {what}" for what, limit in limits.items() if weights[what] > limit]
        at_once = [image for image in page.all("img") if image.get("loading") != "lazy"]
        asked = 1 + len(scripts) + len(styles) + len(icons) + len(at_once)
        if asked > REQUESTS:
            faults.append(f"{name}: {asked} requests")
    assert not faults, "\n".join(faults)
