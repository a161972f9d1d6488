"""The citizens' pages and the board in a real browser: open to every reader, at every size."""

from collections.abc import Iterator, Sequence

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import supplement
from motcua.kit import clock
from motcua.oversight.clockwatch.actions import keep_splits
from motcua.oversight.clockwatch.sweep import sweep
from motcua.registers.catalogue.rules.kinds import Channel
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.procedures import ON_THE_SPOT, announced
from tests.doors.desk.conftest import browser_type_launch_args
from tests.doors.desk.serving import serving
from tests.looks import both_languages, faults
from tests.oversight.seeded import DEMAND

__all__ = ["browser_type_launch_args"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(transactional_db: None, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the product at the desk's own instant."""
    announced(desk.cast, ON_THE_SPOT)
    monkeypatch.setattr(clock, "now", lambda: desk.now)
    with serving() as place:
        yield place


def looked_at(browser: Browser, language: str, address: str, paths: Sequence[str]) -> None:
    """Let a visitor open each page."""
    with browser.new_context(base_url=address, locale=language) as context:
        assert faults(context.new_page(), paths) == []


def looked_at_by(
    role: Role, desk: Desk, browser: Browser, language: str, address: str, paths: Sequence[str]
) -> None:
    """Let an officer open each page."""
    name = settings.SESSION_COOKIE_NAME
    value = desk.cast.client(role).cookies[name].value
    with browser.new_context(base_url=address, locale=language) as context:
        context.add_cookies([{"name": name, "value": value, "url": address}])
        assert faults(context.new_page(), paths) == []


def tracking(desk: Desk) -> list[str]:
    """Return the addresses of a paused, a late and a finished dossier, as their QR says them."""
    finished = desk.finished()
    late = desk.in_appraisal()
    desk.later(days=12)
    paused = desk.in_appraisal()
    by = desk.by(Role.SPECIALIST)
    supplement.ask_supplement(paused.pk, DEMAND, by=by, now=desk.now)
    desk.later(days=2)
    made = (finished, late, paused)
    return [f"/track/?code={d.code}&key={d.look_up_key}" for d in made]


@both_languages
def test_citizens_pages_are_open_to_every_reader(
    desk: Desk, address: str, browser: Browser, language: str
) -> None:
    paths = [
        "/",
        "/procedures/",
        "/procedures/?q=cong+ty",
        "/procedures/?q=zzz",
        "/procedures/9.000001/",
        "/track/",
        "/track/?code=H41.14-261012-9999&key=0000",
    ]
    looked_at(browser, language, address, paths + tracking(desk))


@both_languages
def test_the_board_is_open_to_every_reader(
    desk: Desk, address: str, browser: Browser, language: str
) -> None:
    tracking(desk)
    paths = [
        "/board/",
        "/board/rows/?measure=to_settle",
        "/board/risk/",
        "/board/digitisation/",
        "/board/digitisation/?what=results",
    ]
    looked_at_by(Role.CENTRE_MANAGER, desk, browser, language, address, paths)


@both_languages
def test_why_late_is_open_to_every_reader(
    desk: Desk, address: str, browser: Browser, language: str
) -> None:
    tracking(desk)
    ids = Dossier.objects.values_list("pk", flat=True)
    keep_splits(min(ids), max(ids), desk.now)
    sweep(desk.now)
    every = "/board/why/?which=all&by=procedure"
    late = Dossier.objects.get(pk=sorted(ids)[1])
    tracked = f"/track/?code={late.code}&key={late.look_up_key}"
    paths = ["/board/why/", every, "/board/why/rows/?which=all", "/desk/alerts/", tracked]
    looked_at_by(Role.CENTRE_MANAGER, desk, browser, language, address, paths)


def test_a_dossier_is_followed_without_scripts(desk: Desk, address: str, browser: Browser) -> None:
    dossier = desk.in_appraisal(channel=Channel.COUNTER)
    context = browser.new_context(base_url=address, java_script_enabled=False, locale="vi-VN")
    page: Page = context.new_page()
    page.goto("/")
    page.locator("#q").fill(str(dossier.code))
    page.keyboard.press("Enter")
    page.locator("#f-key").fill("5318")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Đang thẩm định. Hẹn trả trước")
    context.close()


def test_the_rulers_numbers_keep_off_the_line_above(
    desk: Desk, address: str, browser: Browser
) -> None:
    page = browser.new_page(base_url=address, locale="vi-VN")
    page.goto("/")
    gaps = page.locator(".promises > li").evaluate_all(
        """all => all.flatMap(one => [...one.querySelectorAll('.ruler b')].map(number =>
            number.getBoundingClientRect().top
            - one.querySelector('span > small').getBoundingClientRect().bottom))"""
    )
    page.close()
    assert gaps
    assert min(gaps) >= 4
