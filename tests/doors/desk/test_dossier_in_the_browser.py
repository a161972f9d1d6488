"""The specialist's and the leader's day in a real browser: by keys, and open to every reader."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import consult, extend
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.doors.desk.serving import serving
from tests.looks import both_languages, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Seat = Callable[..., Any]


@pytest.fixture
def seat(transactional_db: None, at: Desk, browser: Browser) -> Iterator[Seat]:
    """Sit an officer down at a screen with the product served to it."""
    with serving() as address:

        @contextmanager
        def sit(role: Role, **looks: Any) -> Iterator[Page]:
            client = at.cast.client(role)
            name = settings.SESSION_COOKIE_NAME
            asked = {"locale": "vi-VN", "viewport": {"width": 1366, "height": 768}, **looks}
            context = browser.new_context(base_url=address, **asked)
            cookie = {"name": name, "value": client.cookies[name].value, "url": address}
            context.add_cookies([cookie])  # type: ignore[list-item]
            yield context.new_page()
            context.close()

        yield sit


def busy(at: Desk) -> Dossier:
    """Fill a desk: late, near, calm, paused and returned work, and one with two agencies asked."""
    at.in_appraisal()
    at.later(days=4)
    for _ in range(2):
        at.in_appraisal()
    dossier = at.in_appraisal()
    by = at.by(Role.SPECIALIST)
    for unit, text in (("civil", "Chủ sở hữu có bị cấm không?"), ("justice", "Tên có trùng?")):
        question = consult.Question(at.cast.unit(unit), text, 960)
        consult.consult(dossier.pk, question, by=by, now=at.now)
    at.later(days=2)
    return dossier


def test_open_appraise_submit_and_approve_by_keys(at: Desk, seat: Seat, tmp_path: Path) -> None:
    dossier = at.in_appraisal()
    with seat(Role.SPECIALIST) as page:
        page.goto("/desk/worklist/")
        page.keyboard.press("j")
        expect(page.locator("tr[aria-selected=true] .code a")).to_be_focused()
        page.keyboard.press("Enter")
        page.locator("#f-opinion").fill("Hồ sơ đủ điều kiện theo Điều 27 Luật Doanh nghiệp.")
        page.screenshot(path=tmp_path / "appraise.png")
        page.keyboard.press("F10")
        expect(page.locator(".toast")).to_contain_text("chuyển hồ sơ sang bước sau")
    at.check(dossier)
    with seat(Role.UNIT_LEADER, viewport={"width": 390, "height": 844}) as phone:
        phone.goto("/desk/approvals/")
        expect(phone.locator(".five")).to_contain_text("Điều 27 Luật Doanh nghiệp")
        phone.screenshot(path=tmp_path / "approve-phone.png")
        phone.get_by_role("button", name="Phê duyệt").click()
        expect(phone.locator("body")).to_contain_text("Không còn hồ sơ nào chờ duyệt")
    assert at.open_task(dossier).role == Role.CLERK_SEAL


@both_languages
def test_no_accessibility_violation(at: Desk, seat: Seat, language: str) -> None:
    dossier = busy(at)
    extend.propose_extension(
        dossier.pk, at.now.replace(month=11), reason="Cần thêm thời gian.",
        by=at.by(Role.SPECIALIST), now=at.now,
    )  # fmt: skip
    one = f"/desk/dossiers/{dossier.pk}/"
    for role, paths in (
        (Role.SPECIALIST, ("/desk/worklist/", "/desk/worklist/?view=waiting", one, one + "process/",
                           one + "acts/supplement/", one + "acts/consult/", one + "acts/suspend/")),
        (Role.UNIT_LEADER, ("/desk/approvals/", "/desk/delegation/", one + "acts/extend/")),
    ):  # fmt: skip
        with seat(role, locale=language) as page:
            assert faults(page, paths) == []


def test_the_worklists_foot_is_one_strip(at: Desk, seat: Seat) -> None:
    dossier = at.receive()
    at.later(hours=1).hand_over(dossier)
    with seat(Role.DIVISION_LEADER) as page:
        page.goto("/desk/worklist/?view=pool")
        strip = page.locator(".wl-p")
        expect(strip.get_by_role("button")).to_have_count(4)
        middles = strip.locator("button, a, .pager > span:first-child").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect()).map(one => one.y + one.height / 2)"
        )
        left = strip.locator(".pager > span").first.bounding_box()
    assert max(middles) - min(middles) < 4
    assert left is not None
    assert left["x"] < 24
