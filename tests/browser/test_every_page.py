"""What holds for every page type, in both languages: for every eye, hand and ear, and with nothing left behind."""

import json
from itertools import pairwise
from pathlib import Path

import axe_playwright_python
import pytest

from tests.browser.conftest import SETTLE
from tests.every_page import addresses

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
EVERY_RULE = {
    "resultTypes": ["violations"],  # of what passes, nothing is written out
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
}
# Contrast is the browser's own affair there: it paints other colours than the styles say.
FORCED = EVERY_RULE | {"rules": {"color-contrast": {"enabled": False}}}
# What another scheme can break; the rest of a page is the same by night.
COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]},
}
OVERFLOW = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide <= 0) return "";
  const out = [...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1) && !each.closest(".table, .visually-hidden");
  });
  return `${wide} px: ${out.slice(0, 3).map((each) => each.outerHTML.slice(0, 120)).join(" | ")}`;
}"""
# A link within a sentence is as high as its line; whatever else is touched has 44 px each way.
SMALL_TARGETS = """() => {
  const found = [...document.querySelectorAll("a[href], button, summary, input, select, textarea")].filter((each) => {
    const box = (each.closest("label") ?? each).getBoundingClientRect();
    if (!each.checkVisibility({ visibilityProperty: true }) || !box.width) return false;
    if (each.closest(".visually-hidden")) return false;
    if (each.matches("a") && getComputedStyle(each).display === "inline" && !each.closest("nav")) return false;
    return box.height < 43.5 || box.width < 43.5;
  });
  return found.map((each) => {
    const box = each.getBoundingClientRect();
    return `${Math.round(box.width)} x ${Math.round(box.height)} ${each.outerHTML.slice(0, 160)}`;
  });
}"""
MOTION = """() => {
  const moves = (each) => {
    const style = getComputedStyle(each);
    return `${style.transitionDuration}, ${style.animationDuration}`.split(", ").some((time) => parseFloat(time))
      || style.scrollBehavior !== "auto";
  };
  return [...document.querySelectorAll("*")].filter(moves).map((each) => each.outerHTML.slice(0, 120));
}"""
# What has no use on paper.
LEFT_ON_PAPER = """() => [...document.querySelectorAll("nav, button, .tools, [type=search], form.feedback")]
  .filter((each) => each.checkVisibility()).map((each) => each.outerHTML.slice(0, 120))"""
PAPER = 654  # pixels: A4 without the margins
# As long as German words come; what a button says is the interface's, and translated with a look at it.
LONG_WORDS = """() => {
  const own = "button, .button, .tool, .pagination, .contents, script, table";
  for (const each of document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, figcaption)")) {
    for (const node of [each, ...each.querySelectorAll("a, span, b, strong")].flatMap((one) => [...one.childNodes]))
      if (node.nodeType === 3 && node.data.trim().length > 3 && !node.parentElement.closest(own))
        node.data = "Krankenversicherungsbeitragsbemessungsgrenze ";
  }
}"""
# One stop for a group of radio buttons.
STOPS = """() => {
  const all = "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']";
  const groups = new Set();
  return [...document.querySelectorAll(all)].filter((each) => {
    if (!each.checkVisibility({ visibilityProperty: true }) || each.disabled || each.tabIndex < 0) return false;
    if (each.type !== "radio") return true;
    return !groups.has(each.name) && groups.add(each.name);
  }).length;
}"""
DEAD_BUTTONS = """() => [...document.querySelectorAll("button")].filter((each) =>
  each.checkVisibility() && !each.hasAttribute("popovertarget") && !(each.type === "submit" && each.form)).length"""
FOCUSED = """() => {
  const each = document.activeElement;
  window.been ??= new WeakSet();
  if (!each || each === document.body || been.has(each)) return null; // some browsers begin again at the end
  been.add(each);
  const style = getComputedStyle(each), box = each.getBoundingClientRect();
  return {
    html: each.outerHTML.slice(0, 120),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""

in_both_languages = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.fixture
def portal(filled_portal, settings):
    settings.ROOT_URLCONF = "tests.failing_urls"
    return filled_portal


def violations(page, rules):
    """What axe finds, in a line each."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    page.evaluate(SETTLE)
    found = page.evaluate("(rules) => axe.run(document, rules)", rules)["violations"]
    return [
        f"{each['id']} ({node['target']}): {node['failureSummary'].splitlines()[-1].strip()} {node['html'][:160]}"
        for each in found
        for node in each["nodes"]
    ]


def show(page, width, scheme="light", **media):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, **{"forced_colors": "none", "reduced_motion": "reduce", **media})


@in_both_languages
def test_every_page_is_for_everyone(portal, page, language):
    """By axe, 7:1, 44 px and no sideways scrolling: day and night, phone and desk, twice the text, both directions."""
    faults = []
    for each, address in addresses(language):
        show(page, 1280)
        answer = page.goto(address)

        def note(what, found, name=each.name):
            faults.extend(
                f"{name}, {what}: {fault}" for fault in ([found] if isinstance(found, str) else found) if fault
            )

        note("status", "" if answer.status == each.status else str(answer.status))
        note("lang", "" if page.locator("html").get_attribute("lang") == language else "another language")
        note("1280", violations(page, EVERY_RULE))
        note("1280", page.evaluate(OVERFLOW))
        note("reduced motion", page.evaluate(MOTION))
        show(page, 1280, "dark")
        note("1280 dark", violations(page, COLOURS))
        show(page, 1280, forced_colors="active", reduced_motion="no-preference")
        note("forced colours", violations(page, FORCED))
        note("forced colours", page.evaluate(OVERFLOW))
        show(page, 320)
        note("320", violations(page, EVERY_RULE))
        note("320", page.evaluate(OVERFLOW))
        note("320", page.evaluate(SMALL_TARGETS))
        show(page, 320, "dark")
        note("320 dark", violations(page, COLOURS))
        show(page, 1280)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        note("200 %", page.evaluate(OVERFLOW))
        show(page, 320)
        note("200 %, 320", page.evaluate(OVERFLOW))
        show(page, 1280)
        page.evaluate("document.documentElement.style.fontSize = ''; document.documentElement.dir = 'rtl'")
        note("right to left", page.evaluate(OVERFLOW))
        show(page, 320)
        note("right to left, 320", page.evaluate(OVERFLOW))
        page.evaluate("document.documentElement.dir = ''")
        show(page, PAPER, media="print")
        note("paper", page.evaluate(LEFT_ON_PAPER))
        note("paper", page.evaluate(OVERFLOW))
        show(page, 320, media="screen")
        page.evaluate(LONG_WORDS)
        note("long words, 320", page.evaluate(OVERFLOW))
    assert not faults, "\n".join(faults)
    assert page.context.cookies() == []
    left = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,"
        " (await caches?.keys?.() ?? []).length, (await navigator.serviceWorker?.getRegistrations() ?? []).length]"
    )
    assert left == [0] * 5


@in_both_languages
def test_every_page_can_be_used_by_keyboard(portal, page, language):
    """The Tab key comes to everything that can be used, each time visibly, and leaves the page again."""
    faults = []
    for each, address in addresses(language):
        show(page, 1280)
        page.goto(address)
        wanted, reached = page.evaluate(STOPS), []
        for _press in range(wanted + 5):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if not focused:
                break
            reached.append(focused["html"])
            if focused["outline"] < 2 or not focused["seen"]:
                faults.append(f"{each.name}: no focus to be seen on {focused['html']}")
        else:
            faults.append(f"{each.name}: the Tab key does not leave the page")
        if len(reached) != wanted:
            faults.append(f"{each.name}: {len(reached)} of {wanted} reached")
    assert not faults, "\n".join(faults)


@in_both_languages
def test_every_page_is_whole_without_scripts_and_without_styles(portal, browser, live_server, language):
    """Its words stand in their order, no button is dead, no icon fills the screen."""
    faults = []
    with browser.new_context(java_script_enabled=False, locale=language, base_url=live_server.url) as context:
        page = context.new_page()
        for each, address in addresses(language):
            page.goto(address)
            dead = page.evaluate(DEAD_BUTTONS)
            if dead:
                faults.append(f"{each.name}: {dead} buttons do nothing")
            styled = page.locator("main").inner_text()
            with_styles = page.locator("h1").bounding_box()
            context.route("**/*.css", lambda route: route.abort())
            page.goto(address)
            context.unroute("**/*.css")
            if page.locator("h1").bounding_box() == with_styles or page.locator("main").inner_text().split()[:5] == []:
                faults.append(f"{each.name}: the styles were not off")
            large = page.evaluate(
                "[...document.querySelectorAll('svg.icon, .logo svg')].filter((each) => each.clientWidth > 60).length"
            )
            if large:
                faults.append(f"{each.name}: {large} icons fill the screen")
            heading = page.locator("h1").inner_text()
            if heading.split()[0].casefold() not in styled.casefold():
                faults.append(f"{each.name}: its heading is lost")
    assert not faults, "\n".join(faults)


@in_both_languages
def test_headings_and_landmarks_tell_the_page_when_listed(portal, page, language):
    """One h1 and it comes first; one main, one banner, one footer; each navigation has a name of its own."""
    faults = []
    for each, address in addresses(language):
        page.goto(address)
        said = page.evaluate(
            """() => ({
              headings: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
                .filter((each) => each.checkVisibility())
                .map((each) => [Number(each.tagName[1]), each.textContent.trim()]),
              main: document.querySelectorAll("main").length,
              navs: [...document.querySelectorAll("nav")].map((each) => each.ariaLabel
                ?? document.getElementById(each.getAttribute("aria-labelledby"))?.textContent ?? ""),
            })"""
        )
        levels = [level for level, _text in said["headings"]]
        in_main = page.evaluate("document.querySelector('main :is(h1, h2, h3)').tagName")
        if levels.count(1) != 1 or in_main != "H1" or not all(text for _level, text in said["headings"]):
            faults.append(f"{each.name}: {json.dumps(said['headings'], ensure_ascii=False)}")
        if any(after - before > 1 for before, after in pairwise(levels)):
            faults.append(f"{each.name}: a level is skipped: {levels}")
        names = [name.strip() for name in said["navs"]]
        if said["main"] != 1 or not all(names) or len(set(names)) != len(names):
            faults.append(f"{each.name}: {said['main']} main, navigation {names}")
    assert not faults, "\n".join(faults)
