"""In a real browser: no accessibility violation, keys, scanner, drafts, suggestions."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.looks import both_languages, faults

pytestmark = pytest.mark.browser

CARD = "040192006318|186123456|Phan Thị Ngọc Ánh|08031992|Nữ|Số 24, Vinh Phú, Nghệ An|01072021"


@pytest.mark.parametrize("path", ["/_gallery/", "/_gallery/desk/", "/khong-co/"])
@both_languages
def test_no_accessibility_violation(
    browser: Browser, address: str, path: str, language: str
) -> None:
    with browser.new_context(locale=language, base_url=address) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        assert faults(page, [path]) == []
        assert [line for line in said if "404" not in line] == []


def open_desk(desk: BrowserContext) -> Page:
    page = desk.new_page()
    page.goto("/_gallery/desk/")
    return page


def test_f4_goes_to_the_search_box_from_anywhere(desk: BrowserContext) -> None:
    page = open_desk(desk)
    page.locator("#f-note").focus()
    page.keyboard.press("F4")
    expect(page.locator("#cmd")).to_be_focused()


def test_a_letter_acts_outside_fields_and_types_inside(desk: BrowserContext) -> None:
    page = open_desk(desk)
    page.evaluate(
        "document.querySelector('[data-mc-act=supplement]')"
        ".addEventListener('click', () => document.body.dataset.acted = '1')"
    )
    page.locator("#f-note").focus()
    page.keyboard.type("bb", delay=60)
    expect(page.locator("#f-note")).to_have_value("bb")
    assert page.evaluate("document.body.dataset.acted") is None
    page.locator("#f-note").blur()
    page.keyboard.press("b")
    expect(page.locator("body")).to_have_attribute("data-acted", "1")


def test_letters_can_be_turned_off(desk: BrowserContext) -> None:
    page = open_desk(desk)
    page.keyboard.press("?")
    expect(page.locator("#keymap")).to_be_visible()
    expect(page.locator("#keymap dl")).to_contain_text("Yêu cầu bổ sung")
    page.locator("[data-mc-letters]").click()
    page.locator("#keymap [data-mc-close]").click()
    page.keyboard.press("x")
    expect(page.locator("[data-mc-act=ask]")).not_to_be_focused()
    page.keyboard.press("F4")
    expect(page.locator("#cmd")).to_be_focused()


def scan(page: Page, text: str) -> None:
    """Type like a keyboard wedge: a key event for each sign, as fast as it goes, then Enter."""
    wire = page.context.new_cdp_session(page)
    for sign in text:
        wire.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": sign, "key": sign})
        wire.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": sign})
    page.keyboard.press("Enter")


def open_for_scans(desk: BrowserContext) -> Page:
    page = open_desk(desk)
    # A busy test machine is slower than a scanner; the reader's gap is a setting for that.
    page.evaluate("localStorage.setItem('mc-scan-gap', '2500')")
    page.reload()
    page.evaluate(
        "document.addEventListener('mc:scan', (event) => { window.scan = event.detail; })"
    )
    return page


def test_a_key_can_be_changed_on_this_computer(desk: BrowserContext) -> None:
    page = open_desk(desk)
    page.keyboard.press("?")
    page.locator("[data-mc-printed=F4]").click()
    page.keyboard.press("Alt+f")
    expect(page.locator("[data-mc-printed=F4] kbd")).to_have_text("Alt+F")
    page.locator("#keymap [data-mc-close]").click()
    page.keyboard.press("F4")
    expect(page.locator("#cmd")).not_to_be_focused()
    page.keyboard.press("Alt+f")
    expect(page.locator("#cmd")).to_be_focused()


def test_fields_take_the_usual_writing(desk: BrowserContext) -> None:
    page = desk.new_page()
    page.goto("/_gallery/")
    page.locator("#f-capital").fill("1900000000")
    page.locator("#f-born").fill("08031992")
    page.locator("#f-note").focus()
    expect(page.locator("#f-capital")).to_have_value("1.900.000.000")
    expect(page.locator("#f-born")).to_have_value("08/03/1992")


@pytest.mark.parametrize(
    "focus", ["#f-note", "#f-identity", "#cmd", "[data-mc-act=ask]", "[name=channel]", "body"]
)
def test_a_scan_finds_its_field_from_any_focus(desk: BrowserContext, focus: str) -> None:
    page = open_for_scans(desk)
    page.locator("#f-note").fill("đang gõ dở")
    if focus == "body":
        page.locator("#f-note").blur()
    else:
        page.locator(focus).first.focus()
    scan(page, CARD)
    expect(page.locator("#f-identity")).to_have_value(CARD)
    expect(page.locator("#f-note")).to_have_value("đang gõ dở")
    assert page.evaluate("[window.scan.kind, window.scan.damaged]") == ["idcard", False]
    assert page.url.endswith("/_gallery/desk/")


def test_a_scan_leaves_the_middle_of_a_text_unharmed(desk: BrowserContext) -> None:
    page = open_for_scans(desk)
    page.locator("#f-note").fill("trước sau")
    page.evaluate("document.querySelector('#f-note').setSelectionRange(5, 6)")
    scan(page, CARD)
    expect(page.locator("#f-identity")).to_have_value(CARD)
    expect(page.locator("#f-note")).to_have_value("trước sau")


def test_a_card_read_through_telex_is_called_damaged(desk: BrowserContext) -> None:
    page = open_for_scans(desk)
    page.locator("#f-note").focus()
    scan(page, CARD.replace("08031992", "0803l992"))
    page.wait_for_function("window.scan")
    assert page.evaluate("window.scan.damaged") is True


def test_a_dossier_code_is_a_scan_and_a_word_is_not(desk: BrowserContext) -> None:
    page = open_for_scans(desk)
    page.locator("#f-note").focus()
    scan(page, "H41.04-261009-0047")
    page.wait_for_function("window.scan")
    assert page.evaluate("window.scan.kind") == "dossier"
    expect(page.locator("#f-note")).to_have_value("")
    scan(page, "một câu gõ rất nhanh")
    expect(page.locator("#f-note")).to_have_value("một câu gõ rất nhanh\n")


def test_typing_like_a_person_is_no_scan(desk: BrowserContext) -> None:
    page = open_desk(desk)
    page.locator("#f-note").focus()
    page.keyboard.type("040192006318|186", delay=45)
    expect(page.locator("#f-note")).to_have_value("040192006318|186")
    expect(page.locator("#f-identity")).to_have_value("04019200631")


def test_a_draft_is_kept_two_seconds_after_the_last_key(desk: BrowserContext) -> None:
    page = open_desk(desk)
    sent: list[str] = []

    def keep(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.post_data or "")
        route.fulfill(status=204)

    page.route("**/_gallery/", keep)
    page.locator("#f-note").fill("Tên dự kiến")
    expect(page.locator("[data-mc-draft]")).to_contain_text("Nháp đã lưu", timeout=5000)
    assert len(sent) == 1
    assert "Tên dự kiến" in sent[0]


def test_a_draft_that_fails_says_so_and_tries_again(desk: BrowserContext) -> None:
    page = open_desk(desk)
    page.route("**/_gallery/", lambda route: route.abort())
    page.locator("#f-note").fill("x")
    expect(page.locator("[data-mc-draft]")).to_contain_text("Chưa lưu được", timeout=5000)


def test_suggestions_by_keyboard(desk: BrowserContext) -> None:
    page = open_desk(desk)
    box = page.locator("#f-procedure")
    box.press_sequentially("mo quan", delay=50)
    expect(page.locator("#f-procedure-l")).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "o-2")
    page.keyboard.press("Enter")
    expect(box).to_have_value("Đăng ký hợp tác xã")
    expect(page.locator("#f-procedure-l")).to_be_hidden()


def test_tabs_by_arrows(desk: BrowserContext) -> None:
    page = open_desk(desk)
    page.locator("#t-1").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#p-2")).to_be_visible()
    expect(page.locator("#p-1")).to_be_hidden()


def test_the_theme_is_remembered(desk: BrowserContext) -> None:
    page = desk.new_page()
    page.goto("/_gallery/")
    page.locator("[data-mc-theme]").first.click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_citizens_read_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    requests: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.goto("/_gallery/")
    expect(page.locator("h1")).to_be_visible()
    assert len(requests) <= 10
    context.close()
