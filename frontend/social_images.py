"""The picture that a shared link shows: the page's title, the site's name, the drawing of its subject.

It is drawn when it is first asked for, and kept by the digest of what it shows. The digest is part of its address: it
may be cached for ever, and only those that pages name are drawn.
"""

import hashlib
import io
import logging
from dataclasses import astuple, dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from urllib.parse import urljoin

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from PIL import Image, ImageDraw, ImageFont
from wagtail.models import Page

from articles.models import ArticlePage
from articles.pdf.leaflet import FONTS
from home.models import HomePage, SiteSettings
from vocabulary.models import Drawing

logger = logging.getLogger(__name__)

WIDTH, HEIGHT = 1200, 630
MARGIN, TEXT_WIDTH = 72, 640
TITLE_SIZES = (72, 64, 56, 48, 42)  # pixels: the largest at which the title takes no more than the lines there are
MOST_LINES = 4
PAPER, SAND, INK, ACCENT = "#fbf8f1", "#f5ebdb", "#1a2423", "#0d4f4a"  # as css/tokens.css
DRAWINGS = Path(__file__).parent / "drawings"  # made by tests/browser/drawings.py
MADE_LIKE_THIS = "1"  # to be raised with the design: every picture then has a new address
A_YEAR = 31_536_000  # seconds
ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class Card:
    """What the picture shows."""

    title: str
    subject: str
    site: str
    drawing: str

    @property
    def digest(self) -> str:
        """Another one for whatever would look otherwise."""
        return hashlib.sha256("\0".join([MADE_LIKE_THIS, *astuple(self)]).encode()).hexdigest()[:32]

    @property
    def words(self) -> str:
        """What it says, for those who don't see it."""
        return f"{self.title} – {self.site}" if self.title else self.site


def card_of(page: Page, site_settings: SiteSettings) -> Card:
    """The card of a page, in the active language, which is the page's. No query beyond the article's categories."""
    title = page.headline if isinstance(page, HomePage) else page.title
    first = next(iter(page.categories), None) if isinstance(page, ArticlePage) else None
    return Card(
        title=title if _can_be_written(title) else "",
        subject=str(first) if first and _can_be_written(str(first)) else "",
        site=site_settings.name,
        drawing=first.drawing if first and first.drawing in Drawing.values else Drawing.ALL.value,
    )


def picture_url(page: Page, card: Card) -> str:
    """The absolute address of the picture."""
    return urljoin(settings.BASE_URL, reverse("share_picture", args=[page.pk, card.digest]))


def picture(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """The picture of a page; one of an earlier title leads to today's."""
    kept, key = caches["made"], f"share-{digest}"
    png = kept.get(key)
    if png is None:
        page = get_object_or_404(Page.objects.live().select_related("locale"), pk=pk).specific
        language = page.locale.language_code
        with translation.override(language):
            card = card_of(page, SiteSettings.for_language(language))
        if card.digest != digest:
            return redirect(picture_url(page, card))
        with ONE_AT_A_TIME:
            png = kept.get(key) or draw(card)
            try:
                kept.set(key, png)
            except OSError:
                logger.exception("A picture could not be kept", extra={"event": "share_picture_not_kept"})
    return HttpResponse(
        png, content_type="image/png", headers={"Cache-Control": f"public, max-age={A_YEAR}, immutable"}
    )


def draw(card: Card) -> bytes:
    """The card as a PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((WIDTH - 400, 0, WIDTH, HEIGHT), SAND)
    _paste(image, card.drawing, 400, (WIDTH - 460, (HEIGHT - 400) // 2))
    _paste(image, "logo", 84, (MARGIN - 6, 44))
    pen.text((MARGIN + 92, 86), card.site, INK, _font("Bold", 34), anchor="lm")
    lines, size = _fitted(card.title)
    step = round(size * 1.22)
    top = HEIGHT // 2 + 24 - step * len(lines) // 2
    if card.subject:
        pen.text(
            (MARGIN, HEIGHT - 62), _cut(card.subject, _font("Regular", 30)), ACCENT, _font("Regular", 30), anchor="ls"
        )
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + number * step), line, INK, _font("Bold", size), anchor="la")
    file = io.BytesIO()
    image.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _fitted(title: str) -> tuple[list[str], int]:
    """The title's lines and their size; cut where even the smallest doesn't hold all of it."""
    for size in TITLE_SIZES:
        font = _font("Bold", size)
        lines = _wrapped(title, font)
        if len(lines) <= MOST_LINES and all(font.getlength(line) <= TEXT_WIDTH for line in lines):
            return lines, size
    last = " ".join(lines[MOST_LINES - 1 :])
    return [_cut(line, font) for line in [*lines[: MOST_LINES - 1], last]], size


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in filter(None, text.split(" ")):  # not at a space that must not break
        if lines and font.getlength(f"{lines[-1]} {word}") <= TEXT_WIDTH:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _cut(line: str, font: ImageFont.FreeTypeFont) -> str:
    if font.getlength(line) <= TEXT_WIDTH:
        return line
    while line and font.getlength(f"{line}…") > TEXT_WIDTH:
        line = line[:-1].rstrip()
    return f"{line}…"


def _paste(image: Image.Image, drawing: str, size: int, place: tuple[int, int]) -> None:
    with Image.open(DRAWINGS / f"{drawing}.png") as file:
        cut = file.convert("RGBA").resize((size, size), Image.Resampling.LANCZOS)
    image.paste(cut, place, cut)


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"NotoSerif-{weight}.ttf"), size)


@lru_cache(maxsize=1000)
def _can_be_written(text: str) -> bool:
    """Whether the house's font has every letter; a title in another script is left out, not shown as boxes."""
    font = _font("Bold", 20)
    missing = bytes(font.getmask("\U0010ffff"))
    return all(char.isspace() or bytes(font.getmask(char)) != missing for char in text)
