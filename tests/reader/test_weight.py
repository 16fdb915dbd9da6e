"""What the longest article of the demonstration weighs on the wire."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from articles.models import ArticlePage
from exchange.demo import load_demo
from tests.exchange.conftest import forget_everything

KILOBYTE = 1024


def weight(data):
    return len(brotli.compress(data, quality=11)) / KILOBYTE


@pytest.fixture
def longest(db, settings, tmp_path):
    """The addresses of the longest article in each language."""
    settings.MEDIA_ROOT = tmp_path
    forget_everything()
    assert load_demo()
    live = {code: ArticlePage.objects.live().filter(locale__language_code=code) for code in ("fr", "en")}
    return [max(articles, key=lambda each: len(str(each.body.get_prep_value()))).url for articles in live.values()]


def test_an_article_its_styles_and_its_scripts_are_light(longest, client):
    for address in longest:
        html = client.get(address).content
        assert weight(html) <= 12, address
        scripts = re.findall(rb'<script type="module" src="/static/([^"]+)"', html)
        styles = re.findall(rb'<link rel="stylesheet" href="/static/([^"]+)"', html)
        for files, limit in ((scripts, 5), (styles, 10)):
            assert files
            found = [Path(finders.find(name.decode())) for name in files]
            assert sum(weight(each.read_bytes()) for each in found) <= limit, files
