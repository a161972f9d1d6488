"""Every page of every role in both languages, both schemes, on a counter's screen and a phone.

The pages are found through their policies, so a new page is looked at without being listed.
"""

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext

from motcua.registers.organisation.rules import Role
from tests.cast import Cast
from tests.doors.desk.conftest import browser_type_launch_args
from tests.doors.desk.serving import serving
from tests.doors.test_nonsense import browser_of, pages_of
from tests.house.matrix import the_dossier
from tests.looks import both_languages, faults

__all__ = ["browser_type_launch_args"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def shown(cast: Cast) -> dict[Role | None, list[str]]:
    """Return each page once, under the first role that is shown it."""
    seen: set[str] = set()
    found: dict[Role | None, list[str]] = {}
    for role in (None, *Role):
        client = browser_of(role, cast)
        for there in pages_of(role, cast):
            answer: Any = client.get(there) if there not in seen else None
            if answer and answer.status_code == 405:
                seen.add(there)
            if answer and answer.status_code == 200 and _is_page(answer):
                seen.add(there)
                found.setdefault(role, []).append(there)
    return found


def _is_page(answer: Any) -> bool:
    return "text/html" in answer.get("Content-Type", "") and b"<html" in answer.content


def screen(browser: Browser, address: str, role: Role | None, cast: Cast, language: str) -> Any:
    """Sit down at a browser in which the officer is logged in."""
    context: BrowserContext = browser.new_context(base_url=address, locale=language)
    if role is not None:
        name = settings.SESSION_COOKIE_NAME
        value = cast.client(role).cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": address}])
    return context


@pytest.mark.slow
@both_languages
def test_no_page_in_any_look_shuts_anybody_out(
    transactional_db: None, cast: Cast, browser: Browser, language: str
) -> None:
    the_dossier(cast)
    pages = shown(cast)
    wrong: list[str] = []
    with serving() as address:
        for role, places in pages.items():
            with screen(browser, address, role, cast, language) as context:
                wrong += faults(context.new_page(), places)
    assert sum(map(len, pages.values())) > 60
    assert "\n".join(wrong) == ""
