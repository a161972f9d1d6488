"""R3 with the hands on the keyboard: twenty pages become six papers in a minute, flaws in words."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from motcua.casework.documents.models import Digitisation, PaperFile, PaperItem
from motcua.casework.dossiers.models import Dossier
from motcua.casework.scanning import actions, tesseract
from motcua.casework.scanning.models import Page as Scanned
from motcua.casework.scanning.models import Stack
from motcua.demo.papers.drawing import Paper
from motcua.demo.papers.texts import further
from motcua.registers.catalogue.rules.draft import PaperDraft
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.procedures import REGISTER_FIRM, announced
from tests.casework.scanning.scanned import as_pdf, read_all
from tests.casework.scanning.scanned import scan_store as scan_store
from tests.cast import Cast
from tests.doors.desk.typist import Typist
from tests.engine.pages.sheets import PERSON, paper
from tests.looks import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = (
    "Tờ khai đăng ký khai sinh",
    "Trích lục khai sinh",
    "Giấy xác nhận tình trạng hôn nhân",
    "Giấy chứng nhận quyền sử dụng đất",
    "Hợp đồng thuê nhà",
    "Bản sao căn cước công dân",
)
PAGES_OF = (2, 3, 2, 4, 6, 2)
EMPTY = Paper((), ())


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """A desk whose procedure asks for the six papers that the tests can draw."""
    papers = tuple(PaperDraft(name, originals=1) for name in NAMES)
    return Desk(cast, announced(cast, replace(REGISTER_FIRM, papers=papers)))


@pytest.fixture
def dossier(desk: Desk) -> Dossier:
    wrong = PERSON.identity_number[:-1] + str((int(PERSON.identity_number[-1]) + 1) % 10)
    return desk.receive(parties=(replace(PERSON, identity_number=wrong),))


def twenty_pages() -> bytes:
    pages = [EMPTY]
    for kind, count in enumerate(PAGES_OF):
        pages += [paper(kind), *(further(number) for number in range(2, count + 1))]
    assert len(pages) == 20
    return as_pdf(pages, 150)


def upload(page: Page, content: bytes) -> None:
    file = {"name": "xấp.pdf", "mimeType": "application/pdf", "buffer": content}
    page.set_input_files("#stack", files=[file])  # type: ignore[list-item]
    page.wait_for_url("**/scan/")
    expect(page.locator(".thumb").first).to_be_visible()


def work(desk: Desk, page: Page | None = None) -> Stack:
    """Do what the worker does; the page sees by itself that it is done."""
    stack = Stack.objects.latest("pk")
    actions.look_through(stack.pk, now=desk.now)
    read_all(desk, stack)
    if page is not None:
        expect(page.locator("[data-mc-watch]")).to_have_count(0)
        page.wait_for_load_state()
    return stack


@pytest.mark.slow
@pytest.mark.skipif(not tesseract.is_present(), reason="tesseract with `vie` is absent")
def test_twenty_pages_become_six_papers_in_a_minute(
    desk: Desk, dossier: Dossier, counter: Page, record_property: Any
) -> None:
    counter.goto(f"/desk/dossiers/{dossier.code}/scan/")
    upload(counter, twenty_pages())
    work(desk, counter)
    typist = Typist(counter)
    for done in range(7):
        typist.press("F10")
        expect(counter.locator(".pile.cur")).to_have_count(1 if done < 6 else 0)

    record_property("keystrokes", typist.keys)
    record_property("seconds", round(typist.seconds, 1))
    assert typist.seconds <= 60
    for item in PaperItem.objects.filter(dossier=dossier):
        actions.bind(item.pk, now=desk.now)
    counts = PaperFile.objects.order_by("paper").values_list("page_count", flat=True)
    row = Digitisation.objects.get(dossier=dossier)
    assert tuple(counts) == PAGES_OF
    assert (row.papers, row.digitised) == (6, 6)
    counter.reload()
    expect(counter.locator(".differs").first).to_contain_text(PERSON.identity_number)


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "is_present", lambda: False)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_station_and_the_tray_shut_nobody_out(
    desk: Desk, dossier: Dossier, counter: Page, unread: None, language: str
) -> None:
    station = f"/desk/dossiers/{dossier.code}/scan/"
    counter.goto(station)
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": counter.url}
    counter.context.add_cookies([cookie])  # type: ignore[list-item]
    counter.goto(station)
    upload(counter, as_pdf([paper(1), EMPTY], 100))
    work(desk, counter)
    assert faults(counter, (station, "/desk/scans/")) == []


def test_without_script_a_stack_is_taken_and_placed(
    desk: Desk, dossier: Dossier, counter: Page, unread: None
) -> None:
    browser = counter.context.browser
    assert browser
    counter.goto("/desk/")
    plain = browser.new_context(java_script_enabled=False, base_url=counter.url)
    plain.add_cookies(counter.context.cookies())  # type: ignore[arg-type]
    page = plain.new_page()
    page.goto(f"/desk/dossiers/{dossier.code}/scan/")
    file = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": as_pdf([paper(1)], 100)}
    page.set_input_files("#stack", files=[file])  # type: ignore[list-item]
    page.click(".scan-take button")
    work(desk)
    page.reload()
    page.click(".scan-papers li:nth-child(2) button")

    second = PaperItem.objects.filter(dossier=dossier).order_by("id")[1]
    assert Scanned.objects.get().paper == second
    plain.close()


def test_a_strange_file_is_refused_in_words(desk: Desk, dossier: Dossier, counter: Page) -> None:
    counter.goto(f"/desk/dossiers/{dossier.code}/scan/")
    file = {"name": "virus.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90 not a pdf"}
    counter.set_input_files("#stack", files=[file])  # type: ignore[list-item]

    expect(counter.locator("main")).to_contain_text("Chưa nhận được tệp")
    assert not Stack.objects.exists()
    assert desk.by(Role.RECEPTION_OFFICER)
