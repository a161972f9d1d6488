"""In a real browser: a leader asks for a report, sees it come, opens and checks it."""

import pytest
from playwright.sync_api import expect

from motcua.kit import clock
from motcua.oversight.reports import actions
from motcua.oversight.reports.models import Order
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.doors.backstage.conftest import Seat
from tests.looks import both_languages, faults, faults_here

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_report_comes_while_one_waits(seat: Seat) -> None:
    with seat(Role.CENTRE_MANAGER) as page:
        page.goto("/board/reports/")
        page.locator("#f-kind").select_option("performance")
        page.get_by_role("button", name="Lập báo cáo").click()
        expect(page.locator("[data-mc-watch]")).to_contain_text("Đang chờ đến lượt")
        assert faults_here(page) == []
        actions.make(Order.objects.get().pk, now=clock.now())
        expect(page.get_by_role("heading", level=1)).to_contain_text("BC-", timeout=10_000)
        page.get_by_role("button", name="Kiểm lại số liệu").click()
        expect(page.locator("main")).to_contain_text("giống từng byte")
        assert faults_here(page) == []
        page.goto("/board/reports/")
        assert faults_here(page) == []


@both_languages
def test_the_board_is_clean_and_keeps_its_width(seat: Seat, desk: Desk, language: str) -> None:
    desk.now = clock.now()
    desk.finished()
    agency = f"/board/agencies/{desk.cast.unit('finance')}/"
    with seat(Role.CENTRE_MANAGER, locale=language) as page:
        digital = "/board/digitisation/"
        places = ("/board/", "/board/?by=field&step=half", agency, "/board/index/", digital)
        assert faults(page, places) == []
