"""The house's drawings as pictures, for programs that read no SVG: `python -m tests.browser.drawings`.

Each PNG in `frontend/drawings/` keeps the digest of the SVG it was drawn from;
`tests/frontend/test_social_images.py` compares them. A new drawing wants an empty file of its name there first.
"""

import hashlib
import io
import re
import sys
from pathlib import Path

from PIL import Image, PngImagePlugin
from playwright.sync_api import sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium

SIZE = 480  # pixels
BASE_DIR = Path(__file__).resolve().parents[2]
FOLDER = BASE_DIR / "frontend/drawings"
DRAWINGS = BASE_DIR / "templates/drawings"
TOKENS = BASE_DIR / "frontend/static/css/tokens.css"


def source(name: str) -> str:
    """A drawing with the colours of the day."""
    colours = dict(re.findall(r"--(art-[\w-]+): (#\w+);", TOKENS.read_text().partition("@media")[0]))
    svg = (DRAWINGS / f"{name}.svg").read_text()
    return re.sub(r"var\(--(art-[\w-]+),#\w+\)", lambda match: colours[match[1]], svg).replace(
        "currentColor", "#0d4f4a"
    )


def digest(name: str) -> str:
    """What a picture of it is known by."""
    return hashlib.sha256(source(name).encode()).hexdigest()


def draw(names: list[str]) -> None:
    """Draw each of them, on nothing."""
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS) as browser,
    ):
        page = browser.new_page(viewport={"width": SIZE, "height": SIZE})
        for name in names:
            page.set_content(f"<style>*{{margin:0}}svg{{width:{SIZE}px;height:{SIZE}px}}</style>{source(name)}")
            picture = Image.open(io.BytesIO(page.screenshot(omit_background=True)))
            info = PngImagePlugin.PngInfo()
            info.add_text("drawn-from", digest(name))
            picture.quantize(128, method=Image.Quantize.FASTOCTREE).save(
                FOLDER / f"{name}.png", optimize=True, pnginfo=info
            )


if __name__ == "__main__":
    if not find_chromium():
        sys.exit("No Chromium: apt-get install chromium, or name one with CHROMIUM=")
    draw(sorted(file.stem for file in FOLDER.glob("*.png")))
