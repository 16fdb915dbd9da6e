"""HTML in, PDF out: run as a program, so that a document that is too much for it takes nothing else with it.

Reads one JSON object (`html`, `css`, `base_url`) from standard input, writes the PDF to standard output. It fetches
nothing but the pictures within the document and the house's fonts. Knows no Django: it begins at once.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

FONTS = Path(__file__).parent / "fonts"
MEMORY = 2 * 1024**3  # bytes of address space: six times what the longest article takes
SECONDS = 60  # of processor time


class OwnFetcher(URLFetcher):
    """Opens `data:` addresses and the fonts beside this file; refuses any other, so nothing leaves the machine."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """The resource, or ValueError: the document is made without it."""
        if not url.startswith("data:") and url not in {font.as_uri() for font in FONTS.glob("*.ttf")}:
            raise ValueError("Not part of the document")
        return super().fetch(url, headers)


def typeset(html: str, css: list[str], base_url: str) -> bytes:
    """A tagged PDF (PDF/UA-1), with bookmarks from the headings and the language of the document."""
    fetcher, fonts = OwnFetcher(), FontConfiguration()
    document = HTML(string=html, base_url=base_url, media_type="print", url_fetcher=fetcher)
    sheets = [
        CSS(string=text, base_url=FONTS.as_uri() + "/", media_type="print", url_fetcher=fetcher, font_config=fonts)
        for text in css
    ]
    pdf: bytes = document.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")
    return pdf


def main() -> None:
    """Typeset what stands in standard input, within the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.buffer.write(typeset(**json.load(sys.stdin)))


if __name__ == "__main__":
    main()
