"""Every page of every role in both languages, both schemes, on a counter's screen and a phone.

The pages are found through their policies, so a new page is looked at without being listed. Each is
loaded once a language; scheme and size change under it. All rules of axe are asked once, in each
other look those that a look can break.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from motcua.registers.organisation.rules import Role
from tests.cast import Cast
from tests.doors.desk.conftest import browser_type_launch_args
from tests.doors.desk.serving import serving
from tests.doors.test_nonsense import browser_of, pages_of
from tests.house.matrix import the_dossier

__all__ = ["browser_type_launch_args"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("vi-VN", "en-GB")
LOOKS: tuple[tuple[Any, int, int], ...] = (
    ("light", 1366, 768),
    ("dark", 1366, 768),
    ("dark", 390, 844),
    ("light", 390, 844),
)
OF_A_LOOK = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
RUN = """rules => axe.run(document, rules.length ? {runOnly: rules} : {}).then(found =>
  found.violations.map(one => one.id + " " + one.nodes.map(node => node.target).slice(0, 3)))"""


def shown(cast: Cast) -> dict[Role | None, list[str]]:
    """Return each page once, under the first role that is shown it."""
    seen: set[str] = set()
    found: dict[Role | None, list[str]] = {}
    for role in (None, *Role):
        client = browser_of(role, cast)
        for there in pages_of(role, cast):
            answer: Any = client.get(there) if there not in seen else None
            if answer and answer.status_code == 200 and _is_page(answer):
                seen.add(there)
                found.setdefault(role, []).append(there)
    return found


def _is_page(answer: Any) -> bool:
    return "text/html" in answer.get("Content-Type", "") and b"<html" in answer.content


def faults(page: Page, there: str) -> Iterator[str]:
    """Yield what is wrong with a page in any look."""
    page.goto(there)
    page.evaluate(AXE_FILE_PATH.read_text())
    for nth, (scheme, width, height) in enumerate(LOOKS):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": height})
        wrong = page.evaluate(RUN, OF_A_LOOK if nth else [])
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append("too wide")
        yield from (f"{there} {scheme} {width}: {one}" for one in wrong)


def screen(browser: Browser, address: str, role: Role | None, cast: Cast, language: str) -> Any:
    """Sit down at a browser in which the officer is logged in."""
    context: BrowserContext = browser.new_context(base_url=address, locale=language)
    if role is not None:
        name = settings.SESSION_COOKIE_NAME
        value = cast.client(role).cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": address}])
    return context


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_in_any_look_shuts_anybody_out(
    transactional_db: None, cast: Cast, browser: Browser, language: str
) -> None:
    the_dossier(cast)
    pages = shown(cast)
    wrong: list[str] = []
    with serving() as address:
        for role, places in pages.items():
            with screen(browser, address, role, cast, language) as context:
                page = context.new_page()
                for there in places:
                    wrong += faults(page, there)
    assert sum(map(len, pages.values())) > 60
    assert "\n".join(wrong) == ""
