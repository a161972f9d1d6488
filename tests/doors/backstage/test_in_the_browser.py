"""In a real browser: a faulty process is named, mended, published; every page is open to all."""

import pytest
from playwright.sync_api import expect

from motcua.casework.processes.designing import definitions_of
from motcua.kit import clock
from motcua.registers.calendar.actions import load_years
from motcua.registers.catalogue import actions
from motcua.registers.organisation.rules import Role
from tests.casework.procedures import REGISTER_FIRM
from tests.cast import Cast
from tests.doors.backstage.conftest import Seat
from tests.looks import both_languages, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft_id(cast: Cast) -> int:
    load_years(by=cast.acting(Role.SYSTEM_ADMIN), now=clock.now())
    by = cast.acting(Role.PROCEDURE_CONTROLLER)
    return actions.draft(REGISTER_FIRM, by=by, now=clock.now()).pk


def test_a_fault_is_named_mended_and_the_process_published(
    transactional_db: None, seat: Seat, draft_id: int
) -> None:
    with seat(Role.PROCEDURE_CONTROLLER) as page:
        page.goto(f"/backstage/procedures/{draft_id}/process/")
        page.locator("#f-role-3").select_option("")
        page.locator("#f-returns_to-4").fill("khong_co")
        page.locator("#f-number").fill("15/QĐ-UBND")
        page.locator("#f-title").fill("Phê duyệt quy trình nội bộ")
        page.keyboard.press("F10")
        faults = page.locator("#faults")
        expect(faults).to_contain_text("Dòng 3 (appraise): Bước chưa có vai trò thực hiện.")
        expect(faults).to_contain_text("Dòng 4 (check): Bước trả về không có trong bảng.")
        assert definitions_of(draft_id) == ()
        faults.get_by_role("link", name="Dòng 3").click()
        expect(page.locator("#row-3")).to_be_in_viewport()
        page.locator("#f-role-3").select_option("specialist")
        page.locator("#f-returns_to-4").fill("appraise")
        expect(page.locator("#f-title")).to_have_value("Phê duyệt quy trình nội bộ")
        page.keyboard.press("F10")
        expect(page.locator(".toast")).to_contain_text("Quy trình đã được công bố")
        assert [row.number for row in definitions_of(draft_id)] == [1]


@both_languages
def test_no_page_shuts_anybody_out(
    transactional_db: None, seat: Seat, draft_id: int, language: str
) -> None:
    """What has no thing in the matrix; every other page is looked at with those of all doors."""
    tables = f"/backstage/procedures/{draft_id}/tables"
    pages = {
        Role.SYSTEM_ADMIN: ("/backstage/calendar/", "/backstage/calendar/week/"),
        Role.PROCEDURE_CONTROLLER: (f"{tables}/papers/", f"{tables}/fees/"),
    }
    for role, places in pages.items():
        with seat(role, locale=language) as page:
            assert faults(page, places) == []
