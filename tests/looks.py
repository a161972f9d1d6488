"""Whether a page shuts anybody out: light and dark, on a counter's screen and on a phone.

A page is loaded once a language; scheme and size change under it. All rules of axe are asked in
the first look, in each other those that its colours or its sizes can break. The words of the other
language are longer or shorter and nothing else: there the colours are not asked again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

COLOURS = ("color-contrast", "link-in-text-block")
SIZES = ("target-size", "scrollable-region-focusable")
RUN = """rules => axe.run(document, {
  resultTypes: ["violations"], ...(rules.length ? {runOnly: rules} : {})
}).then(found => found.violations.map(
  one => one.id + " " + one.nodes.map(node => node.target).slice(0, 3)))"""
both_languages = pytest.mark.parametrize("language", ["vi-VN", "en-GB"])


@dataclass(frozen=True)
class Look:
    """How a page is looked at, and the rules asked there; none named means all."""

    scheme: Any
    width: int
    height: int
    rules: tuple[str, ...] = ()


COUNTER, PHONE = (1366, 768), (390, 844)
LOOKS = (
    Look("light", *COUNTER),
    Look("dark", *COUNTER, COLOURS),
    Look("dark", *PHONE, COLOURS + SIZES),
    Look("light", *PHONE, COLOURS),
)
LOOKS_OF_WORDS = (LOOKS[0], Look("light", *PHONE, SIZES))


def faults(page: Page, places: Iterable[str]) -> list[str]:
    """Go to each place and return what is wrong with it in any look."""
    page.add_init_script(path=AXE_FILE_PATH)
    wrong: list[str] = []
    for there in places:
        page.goto(there)
        wrong += faults_here(page)
    return wrong


def faults_here(page: Page) -> list[str]:
    """Return what is wrong with the page as it stands, in any look."""
    wrong: list[str] = []
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_FILE_PATH.read_text())
    is_source = page.locator("html").get_attribute("lang") == "vi"
    for look in LOOKS if is_source else LOOKS_OF_WORDS:
        page.emulate_media(color_scheme=look.scheme)
        page.set_viewport_size({"width": look.width, "height": look.height})
        found = page.evaluate(RUN, look.rules)
        if page.evaluate("document.documentElement.scrollWidth") > look.width:
            found.append("too wide")
        wrong += [f"{page.url} {look.scheme} {look.width}: {one}" for one in found]
    return wrong
