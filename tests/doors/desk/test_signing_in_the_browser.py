"""Batch signing, sealing and checking in a real browser, in both languages, open to all."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from motcua.casework.documents.models import Result
from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act
from motcua.casework.signing.examining import verdict
from motcua.foundation.files.queries import read
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.signing.authority import PIN, small_pdf
from tests.casework.signing.hands import Hands
from tests.doors.desk.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {
    "vi-VN": ("Đã ký số 2 văn bản.", "Đã đóng dấu số 2 văn bản.", "Chữ ký hợp lệ",
        "Tệp này không có chữ ký số"),
    "en-GB": ("2 documents signed.", "2 documents sealed.", "The signatures are valid",
        "This file bears no digital signature"),
}  # fmt: skip


def to_decide(desk: Desk) -> Dossier:
    dossier = desk.in_appraisal()
    desk.now = clock.now()
    desk.submit(dossier)
    desk.check(dossier)
    return dossier


def seated(browser: Browser, address: str, desk: Desk, role: Role, language: str) -> Page:
    client, name = desk.cast.client(role), settings.SESSION_COOKIE_NAME
    size: Any = {"width": 1366, "height": 768}
    context = browser.new_context(base_url=address, locale=language, viewport=size)
    cookie: Any = {"name": name, "value": client.cookies[name].value, "url": address}
    context.add_cookies([cookie])
    return context.new_page()


def open_to_all(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("language", WORDS)
def test_two_results_are_signed_sealed_and_checked(
    desk: Desk, hands: Hands, browser: Browser, language: str, tmp_path: Path
) -> None:
    signed, sealed, good, unsigned = WORDS[language]
    hands.leader()
    desk.now = clock.now()
    dossiers = [to_decide(desk) for _ in range(2)]
    with serving() as address:
        leader = seated(browser, address, desk, Role.UNIT_LEADER, language)
        for dossier in dossiers:
            leader.goto(f"/desk/sign/{desk.open_task(dossier).pk}/")
            expect(leader.locator("img.sg-page").first).to_be_visible()
        open_to_all(leader)
        leader.screenshot(path=tmp_path / "sign.png")
        leader.locator("#f-pin").fill(PIN)
        leader.locator(".sga button").click()
        expect(leader.locator(".toast").first).to_contain_text(signed)
        desk.now = clock.now()
        for dossier in dossiers:
            desk.issue(dossier)
        clerk = seated(browser, address, desk, Role.CLERK_SEAL, language)
        clerk.goto("/desk/seals/")
        open_to_all(clerk)
        clerk.screenshot(path=tmp_path / "seals.png")
        clerk.locator("#f-pin").fill(PIN)
        clerk.locator("main .btns button").click()
        expect(clerk.locator(".toast").first).to_contain_text(sealed)
        checks(browser, address, language, (good, unsigned), tmp_path)


def checks(
    browser: Browser, address: str, language: str, words: tuple[str, str], folder: Path
) -> None:
    """Anybody uploads a sealed file, then one without a signature; no script is needed."""
    files = {
        words[0]: read(str(Result.objects.order_by("id")[0].file_id)),
        words[1]: small_pdf(),
    }
    context = browser.new_context(base_url=address, locale=language, java_script_enabled=False)
    for nth, (said, pdf) in enumerate(files.items()):
        path = folder / f"{nth}.pdf"
        path.write_bytes(pdf)
        page = context.new_page()
        page.goto("/verify/")
        page.locator("#f-file").set_input_files(path)
        page.locator("main form .btns button").click()
        expect(page.locator("#sig")).to_contain_text(said)
        page.screenshot(path=folder / f"verified-{nth}.png", full_page=True)
    scripted = browser.new_context(base_url=address, locale=language).new_page()
    row = Result.objects.order_by("id")[0]
    scripted.goto(f"/verify/?code={row.dossier.code}&check={row.check_code}")
    expect(scripted.locator("#sig")).to_contain_text(words[0])
    open_to_all(scripted)


def test_a_refusal_is_drawn_read_and_signed(
    desk: Desk, hands: Hands, browser: Browser, tmp_path: Path
) -> None:
    hands.leader()
    desk.now = clock.now()
    dossier = to_decide(desk)
    with serving() as address:
        leader = seated(browser, address, desk, Role.UNIT_LEADER, "vi-VN")
        leader.goto(f"/desk/sign/{desk.open_task(dossier).pk}/")
        leader.locator(".sgs summary").click()
        leader.screenshot(path=tmp_path / "turn.png")
        leader.locator("#f-reason").fill("Trụ sở nằm ngoài địa bàn được phép.")
        leader.locator("button[value=refuse]").click()
        expect(leader.locator(".sgs")).to_contain_text("không giải quyết hồ sơ")
        expect(leader.locator("img.sg-page").first).to_be_visible()
        open_to_all(leader)
        leader.screenshot(path=tmp_path / "refusal.png")
        leader.set_viewport_size({"width": 390, "height": 844})
        open_to_all(leader)
        leader.screenshot(path=tmp_path / "refusal-phone.png")
        leader.locator("#f-pin").fill(PIN)
        leader.locator(".sga button").click()
        expect(leader.locator(".toast").first).to_contain_text("Đã ký số 1 văn bản.")
    assert Result.objects.get(dossier=dossier).kind_code == "refusal"


def test_a_specialist_signs_an_opinion(
    desk: Desk, hands: Hands, browser: Browser, tmp_path: Path
) -> None:
    hands.give("second", officer_id=desk.cast.officer(Role.SPECIALIST).pk)
    earlier, dossier = desk.in_appraisal(), desk.in_appraisal()
    desk.now = clock.now()
    desk.submit(earlier)
    desk.submit(dossier)
    with serving() as address:
        page = seated(browser, address, desk, Role.SPECIALIST, "vi-VN")
        page.goto("/desk/opinions/")
        page.locator(".sgq a").nth(1).click()
        expect(page.locator(".sgq .seen")).to_have_count(2)
        expect(page.locator("img.sg-page").first).to_be_visible()
        open_to_all(page)
        page.screenshot(path=tmp_path / "opinion.png")
        page.set_viewport_size({"width": 390, "height": 844})
        open_to_all(page)
        page.screenshot(path=tmp_path / "opinion-phone.png")
        assert _width_of_a_long_list(page) == 390
        page.set_viewport_size({"width": 1366, "height": 768})
        page.locator("#f-pin").fill(PIN)
        page.locator(".sga button").click()
        expect(page.locator(".toast").first).to_contain_text("Đã ký số 2 phiếu ý kiến.")
        signed = str(Task.objects.get(dossier=dossier, act=Act.APPRAISE).signed_opinion_id)
        verdict(read(signed), clock.now())
        page.goto(f"/desk/dossiers/{dossier.pk}/#p-said")
        page.locator("#t-said").click()
        expect(page.locator("#p-said")).to_contain_text("Chữ ký hợp lệ")
        open_to_all(page)
        page.screenshot(path=tmp_path / "said.png")
        page.goto(f"/desk/dossiers/{dossier.pk}/verdicts/{signed}/")
        open_to_all(page)
        page.screenshot(path=tmp_path / "verdict.png")
        page.set_viewport_size({"width": 390, "height": 844})
        open_to_all(page)
        page.screenshot(path=tmp_path / "verdict-phone.png", full_page=True)


def _width_of_a_long_list(page: Page) -> int:
    """Let twenty wait, as on a leader's Monday, and return how wide the page has become."""
    page.evaluate(
        "() => { const one = document.querySelector('.sgq li');"
        " for (let n = 0; n < 20; n++) one.after(one.cloneNode(true)); }"
    )
    return int(page.evaluate("document.documentElement.scrollWidth"))


def test_a_result_is_replaced(desk: Desk, hands: Hands, browser: Browser, tmp_path: Path) -> None:
    hands.leader()
    desk.now = clock.now() - timedelta(days=1)
    dossier = desk.finished()
    with serving() as address:
        leader = seated(browser, address, desk, Role.UNIT_LEADER, "vi-VN")
        leader.goto(f"/desk/dossiers/{dossier.pk}/acts/replace-result/")
        open_to_all(leader)
        leader.screenshot(path=tmp_path / "replace.png")
        leader.locator("[name=text]").fill("Tên công ty: Công ty TNHH Ánh Dương.")
        leader.locator("[name=reason]").fill("Sai tên công ty.")
        leader.get_by_role("button", name="Soạn văn bản thay thế").click()
        expect(leader.locator("img.sg-page").first).to_be_visible()
        open_to_all(leader)
        leader.screenshot(path=tmp_path / "replacement.png")
        leader.set_viewport_size({"width": 390, "height": 844})
        open_to_all(leader)
        leader.screenshot(path=tmp_path / "replacement-phone.png")
        leader.locator("#f-pin").fill(PIN)
        leader.locator(".sga button").click()
        expect(leader.locator(".toast").first).to_contain_text("Đã ký số văn bản thay thế.")
        clerk = seated(browser, address, desk, Role.CLERK_SEAL, "vi-VN")
        clerk.goto("/desk/replacements/")
        expect(clerk.locator("img.sg-page").first).to_be_visible()
        open_to_all(clerk)
        clerk.screenshot(path=tmp_path / "to-issue.png")
        clerk.locator(".sga button").click()
        expect(clerk.locator(".toast").first).to_contain_text("đã thay thế văn bản trước")
    assert Result.objects.get(dossier=dossier, state="replaced").revoke_reason == "Sai tên công ty."
