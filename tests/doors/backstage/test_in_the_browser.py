"""In a real browser: a faulty process is named, mended, published; every page is open to all."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from motcua.casework.processes.designing import definitions_of
from motcua.kit import clock
from motcua.registers.calendar.actions import load_years
from motcua.registers.catalogue import actions
from motcua.registers.organisation.rules import Role
from tests.casework.procedures import REGISTER_FIRM
from tests.cast import Cast
from tests.doors.backstage.conftest import Seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS: tuple[dict[str, Any], ...] = (
    {"locale": "vi-VN", "viewport": {"width": 1366, "height": 768}},
    {"locale": "en-GB", "viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
)


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


def _look(page: Page, path: str, shots: Path) -> None:
    page.goto(path)
    found = [(v["id"], [n["target"] for n in v["nodes"]][:3])
             for v in Axe().run(page).response["violations"]]  # fmt: skip
    width = page.viewport_size["width"] if page.viewport_size else 0
    shots.mkdir(exist_ok=True)
    page.screenshot(path=shots / f"{path.strip('/').replace('/', '-')}-{width}.png", full_page=True)
    assert found == [], path
    assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("looks", LOOKS)
def test_no_page_shuts_anybody_out(
    transactional_db: None, seat: Seat, cast: Cast, draft_id: int, looks: dict[str, Any],
    tmp_path: Path,
) -> None:  # fmt: skip
    place = f"/backstage/procedures/{draft_id}/"
    unit, officer = cast.unit("finance"), cast.officer(Role.SPECIALIST).pk
    pages = {
        Role.SYSTEM_ADMIN: (
            "", "people/", "people/new/", f"people/{officer}/", "people/review/", "units/",
            f"units/{unit}/", f"units/{unit}/succeed/", "calendar/", "calendar/week/", "journal/",
        ),
        Role.PROCEDURE_CONTROLLER: (
            "procedures/", f"{place[11:]}", f"{place[11:]}facts/", f"{place[11:]}tables/papers/",
            f"{place[11:]}tables/fees/", f"{place[11:]}process/", "procedures/import/",
        ),
    }  # fmt: skip
    for role, paths in pages.items():
        with seat(role, **looks) as page:
            for path in paths:
                _look(page, f"/backstage/{path}", tmp_path / "shots")
