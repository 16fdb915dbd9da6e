"""Pictures in the sizes and formats a page needs; a vector picture stays as it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django_tasks import task
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError

from articles.content.visitor import pictures_in
from articles.models import ArticlePage

FORMATS = ("avif", "webp", "jpeg")
NARROW = "(max-width: 59.99rem)"  # as in css/components/article.css


@dataclass(frozen=True)
class Use:
    """One place where pictures are shown: Wagtail's filters from small to large, and the width they take up.

    A place that has another shape on a narrow screen has filters for it. Wagtail cuts around what the editor marked as
    the focus; a stylesheet would cut through it.
    """

    filters: tuple[str, ...]
    sizes: str
    narrow: tuple[str, ...] = ()


USES = {
    "figure": Use(("width-480", "width-960", "width-1440"), "(min-width: 60rem) 45rem, 100vw"),
    "article": Use(("fill-360x360", "fill-720x720"), "20rem", narrow=("fill-480x270", "fill-960x540")),
    "feature": Use(("fill-480x360", "fill-960x720"), "(min-width: 48rem) 36rem, 100vw"),
    "card": Use(("fill-88x88", "fill-176x176"), "5.5rem"),
    "logo": Use(("max-192x40", "max-384x80"), "6rem"),
}


@dataclass(frozen=True)
class Picture:
    """What a `<picture>` says: the newer formats with their widths, and the file every browser reads."""

    sources: list["Source"]
    fallback: AbstractRendition
    srcset: str
    sizes: str


@dataclass(frozen=True)
class Source:
    """One `<source>`: files of a format, for screens that `media` describes."""

    type: str
    srcset: str
    sizes: str
    media: str = ""


def picture(image: AbstractImage, use: str) -> Picture | None:
    """The picture for a place; None where the file is gone. No query once the sizes are made and `prefetched`."""
    place = USES[use]
    wanted = place.filters + place.narrow
    try:
        found = image.get_renditions(*(f"{each}|format-{form}" for form in FORMATS for each in wanted))
    except SourceImageIOError:
        return None

    def files(filters: tuple[str, ...], form: str) -> list[AbstractRendition]:
        return [found[f"{each}|format-{form}"] for each in filters]

    narrow = [
        Source(f"image/{form}", _srcset(files(place.narrow, form)), "100vw", NARROW) for form in FORMATS if place.narrow
    ]
    wide = [Source(f"image/{form}", _srcset(files(place.filters, form)), place.sizes) for form in FORMATS[:-1]]
    fallback = files(place.filters, FORMATS[-1])
    return Picture(sources=narrow + wide, fallback=fallback[-1], srcset=_srcset(fallback), sizes=place.sizes)


def prefetch(images: Iterable[AbstractImage | None]) -> None:
    """One query for the sizes of all these pictures, none where there are only vectors."""
    if photos := [image for image in images if image and not image.is_svg()]:
        prefetch_related_objects(photos, "renditions")


def make(article: ArticlePage) -> None:
    """Make every size that an article and its cards ask for, so that its first reader waits for none."""
    if article.illustration and not article.illustration.is_svg():
        for use in ("article", "feature", "card"):
            picture(article.illustration, use)
    for image in pictures_in(article.body):
        if not image.is_svg():
            picture(image, "figure")


@task()
def make_later(pk: int) -> None:
    """`make`, in the background."""
    if article := ArticlePage.objects.filter(pk=pk).first():
        make(article)


def order_pictures(sender: type, instance: ArticlePage, **kwargs: Any) -> None:
    """A `page_published` receiver: the sizes are made once the publication is certain."""
    transaction.on_commit(partial(make_later.enqueue, instance.pk))


def _srcset(renditions: list[AbstractRendition]) -> str:
    # A small original is never enlarged: several filters may give the same width.
    return ", ".join(f"{url} {width}w" for width, url in {each.width: each.url for each in renditions}.items())
