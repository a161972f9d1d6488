"""The board: every figure opens exactly its rows, nobody sees beyond his units."""

import csv
import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from motcua.foundation.journal.queries import entries_of
from motcua.kit import clock
from motcua.kit.ids import new_key
from motcua.registers.organisation.rules import Role
from tests.cases import quick_first
from tests.casework.desk import Desk
from tests.oversight.seeded import at, province

__all__ = ["province"]
pytestmark = pytest.mark.django_db
FIGURE = re.compile(r'<a class="fig" href="([^"]+)">([\d.]+)</a>')
MONTH = {"from": "2026-10-01", "to": "2026-10-31"}


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, province: Desk) -> Desk:
    """The wall clock shows the noon of 31 October."""
    province.now = at(31, 12)
    monkeypatch.setattr(clock, "now", lambda: province.now)
    return province


def read(browser: Client, address: str, **query: str) -> str:
    answer = browser.get(address, query)
    assert answer.status_code == 200, address
    return answer.content.decode()


def figures_of(page: str) -> Iterator[tuple[str, int]]:
    for href, said in FIGURE.findall(page):
        yield unescape(href), int(said.replace(".", ""))


@pytest.mark.parametrize("dimension", quick_first(["unit", "procedure", "field", "channel"]))
def test_a_crawler_finds_as_many_rows_as_each_figure_says(today: Desk, dimension: str) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    found = list(figures_of(read(browser, "/board/", by=dimension, **MONTH)))
    assert len(found) > 30
    for href, figure in found:
        assert read(browser, href).count("<tr>") - 1 == figure, href


def test_the_sentence_names_where_the_late_ones_sit(today: Desk) -> None:
    page = read(today.cast.client(Role.INSPECTOR), "/board/", **MONTH)
    assert re.search(r"\d+ trong \d+ hồ sơ trễ nằm ở: Sở Tài chính\.", page)
    assert "ít số liệu" in page
    assert re.search(r"BC-261001-261031-[0-9A-F]{6}", page)


def test_a_leader_elsewhere_sees_nothing(today: Desk) -> None:
    browser = today.cast.client(Role.UNIT_LEADER, unit="justice")
    assert {figure for _href, figure in figures_of(read(browser, "/board/", **MONTH))} == {0}
    rows = read(browser, "/board/rows/", measure="to_settle", **MONTH)
    assert "H41.14-" not in rows


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.RECEPTION_OFFICER, Role.SYSTEM_ADMIN])
@pytest.mark.parametrize("path", ["", "rows/", "figures.csv", "risk/"])
def test_others_do_not_know_the_board(today: Desk, role: Role, path: str) -> None:
    assert today.cast.client(role).get(f"/board/{path}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [{"from": "x", "to": "y", "by": "z"}, {"from": "2027-10-01", "to": "2027-10-31"},
     {"from": "2026-10-31", "to": "2020-01-01"}, {"from": "0001-01-01", "to": "0001-06-30"},
     {"measure": "?", "key": "'", "after": "9" * 40}, {"after": "²"}],
)  # fmt: skip
def test_nonsense_becomes_this_month(today: Desk, query: dict[str, str]) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    assert "01/10/2026" in read(browser, "/board/", **query)
    read(browser, "/board/rows/", **query)


def test_the_csv_says_what_the_table_says(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    answer = browser.get("/board/figures.csv", MONTH)
    table = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert table[1][1:17] == table[-2][1:17]
    assert table[1][0] == "Sở Tài chính"
    assert "BC-261001-261031-" in table[-1][0]


def test_the_workbook_says_what_the_csv_says(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    asked = MONTH | {"by": "field"}
    book = load_workbook(BytesIO(browser.get("/board/figures.xlsx", asked).content))
    plain = browser.get("/board/figures.csv", asked).content.decode("utf-8-sig")
    said = [[v or "" for v in row] for row in csv.reader(StringIO(plain))]
    shown = [["" if v is None else str(v) for v in row] for row in book.active.values]
    assert [row[:17] for row in shown] == [row[:17] for row in said]
    assert book.active["B2"].data_type == "n"
    assert browser.get("/board/figures.ods", asked).content[:2] == b"PK"


def test_last_year_stands_beside(today: Desk) -> None:
    page = read(today.cast.client(Role.CENTRE_MANAGER), "/board/", **MONTH)
    assert page.count("cùng kỳ năm trước: ") == 6
    assert "Tiếp nhận cùng kỳ năm trước" in page


@pytest.mark.parametrize(("step", "name"), [("half", "Nửa 2/2026"), ("year", ">2026<")])
def test_the_trend_also_tells_halves_and_years(today: Desk, step: str, name: str) -> None:
    page = read(today.cast.client(Role.INSPECTOR), "/board/", step=step, **MONTH)
    assert name in page
    assert figures_of(page)


def test_a_board_costs_five_statements_and_those_of_the_session(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    read(browser, "/board/", **MONTH)
    with CaptureQueriesContext(connection) as captured:
        read(browser, "/board/", **MONTH)
    assert len(captured) <= 5 + 1


def test_risk_shows_the_least_slack_first_and_who_holds_it(today: Desk) -> None:
    page = read(today.cast.client(Role.CENTRE_MANAGER), "/board/risk/")
    said = re.findall(r'class="st (late|soon)"', page)
    assert said
    assert said == sorted(said)
    assert "Phòng Đăng ký kinh doanh" in page


def test_a_reminder_is_recorded_once(today: Desk) -> None:
    today.now = at(30)
    browser = today.cast.client(Role.CENTRE_MANAGER)
    found = re.search(r"/board/risk/(\d+)/remind/", read(browser, "/board/risk/"))
    assert found
    sent = {"idempotency_key": str(new_key()), "text": "Xin xử lý trước trưa"}
    assert browser.post(found[0], sent).status_code == 302
    browser.post(found[0], sent)
    kinds = [entry.kind for entry in entries_of(int(found[1]))]
    assert kinds.count("dossier.officer_reminded") == 1
    assert "Đã nhắc 1 lần" in read(browser, "/board/risk/")


def test_a_stranger_reminds_nobody(today: Desk) -> None:
    page = read(today.cast.client(Role.CENTRE_MANAGER), "/board/risk/")
    found = re.search(r"/board/risk/(\d+)/remind/", page)
    assert found
    other = today.cast.client(Role.UNIT_LEADER, unit="justice")
    assert other.post(found[0], {"idempotency_key": str(new_key())}).status_code == 404


def test_english_is_complete(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = read(browser, "/board/", **MONTH)
    assert "The whole province" in page
    assert "late dossiers sit at" in page
