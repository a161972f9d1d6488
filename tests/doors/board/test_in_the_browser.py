"""In a real browser: a leader asks for a report, sees it come, opens and checks it."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from motcua.kit import clock
from motcua.oversight.reports import actions
from motcua.oversight.reports.models import Order
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.doors.backstage.conftest import Seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_report_comes_while_one_waits(seat: Seat) -> None:
    with seat(Role.CENTRE_MANAGER) as page:
        page.goto("/board/reports/")
        page.locator("#f-kind").select_option("performance")
        page.get_by_role("button", name="Lập báo cáo").click()
        expect(page.locator("[data-mc-watch]")).to_contain_text("Đang chờ đến lượt")
        assert Axe().run(page).response["violations"] == []
        actions.make(Order.objects.get().pk, now=clock.now())
        expect(page.get_by_role("heading", level=1)).to_contain_text("BC-", timeout=10_000)
        page.get_by_role("button", name="Kiểm lại số liệu").click()
        expect(page.locator("main")).to_contain_text("giống từng byte")
        assert Axe().run(page).response["violations"] == []
        page.goto("/board/reports/")
        assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize(
    ("language", "scheme", "size"),
    [("vi-VN", "light", (1366, 768)), ("en-GB", "dark", (390, 844))],
)
def test_the_board_is_clean_and_keeps_its_width(
    seat: Seat, desk: Desk, language: str, scheme: Any, size: tuple[int, int]
) -> None:
    desk.now = clock.now()
    desk.finished()
    agency = f"/board/agencies/{desk.cast.unit('finance')}/"
    looks: Any = {"viewport": {"width": size[0], "height": size[1]}, "color_scheme": scheme}
    with seat(Role.CENTRE_MANAGER, locale=language, **looks) as page:
        for address in ("/board/", "/board/?by=field&step=half", agency, "/board/index/"):
            page.goto(address)
            assert Axe().run(page).response["violations"] == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address
