"""R9 with the hands on the keyboard: F4, a few letters, arrows, Enter; said aloud as well."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.casework.desk import OWNER, Desk
from tests.looks import faults_here

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def counter(counter: Page) -> Page:
    """Nobody scans here: keys of a hand are no burst."""
    counter.add_init_script("localStorage.setItem('mc-scan-gap', '35')")
    return counter


def test_a_dossier_is_opened_by_keys_alone(desk: Desk, counter: Page) -> None:
    code = desk.receive().code
    counter.goto("/desk/returns/")
    sent: list[str] = []
    counter.on("request", lambda request: sent.append(request.url))
    counter.keyboard.press("F4")
    box = counter.locator("#cmd")
    counter.keyboard.type("ngoc anh", delay=60)
    options = counter.locator("#cmd-l [role=option]")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(counter.locator(".cmd [role=status]")).to_contain_text("2")
    counter.keyboard.press("ArrowDown")
    counter.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "cmd-l-2")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    counter.keyboard.press("Enter")
    expect(counter).to_have_url(re.compile(f"/desk/dossiers/{code}/receipt/$"))
    assert not any("ngoc" in url for url in sent)


def test_escape_closes_and_enter_alone_asks_the_page(desk: Desk, counter: Page) -> None:
    desk.receive()
    counter.goto("/desk/")
    counter.keyboard.press("F4")
    counter.keyboard.type("phan thi", delay=60)
    expect(counter.locator("#cmd-l")).to_be_visible()
    counter.keyboard.press("Escape")
    expect(counter.locator("#cmd-l")).to_be_hidden()
    expect(counter.locator("#cmd")).to_have_attribute("aria-expanded", "false")
    counter.keyboard.press("Enter")
    expect(counter).to_have_url(re.compile("/desk/search/$"))
    expect(counter.locator("main")).to_contain_text(OWNER.full_name)


def test_the_slip_is_reprinted_by_saying_so(desk: Desk, counter: Page) -> None:
    code = desk.receive().code
    counter.goto("/desk/fees/")
    counter.keyboard.press("F4")
    counter.keyboard.type("in lai phieu", delay=60)
    expect(counter.locator("#cmd-l [role=option]")).to_have_count(1)
    counter.keyboard.press("ArrowDown")
    counter.keyboard.press("Enter")
    expect(counter).to_have_url(re.compile(f"/desk/dossiers/{code}/receipt/$"))


@pytest.mark.parametrize("page", ["/desk/", "/desk/search/"])
def test_an_open_list_has_no_accessibility_violation(desk: Desk, counter: Page, page: str) -> None:
    desk.receive()
    counter.goto(page)
    counter.keyboard.press("F4")
    counter.keyboard.type("phan", delay=60)
    options = counter.locator("#cmd-l [role=option]")
    expect(options).to_have_count(2)
    counter.keyboard.press("ArrowDown")
    assert faults_here(counter) == []
    expect(options).to_have_count(2)  # it stood open in every look
