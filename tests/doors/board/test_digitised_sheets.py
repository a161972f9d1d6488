"""Digitisation as files: the figures of the page, its exceptions, text that stays text."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from motcua.doors.board import digitised_sheets
from motcua.oversight.indicators.digitising import DossierRow, Group
from motcua.registers.organisation.rules import Role
from tests.casework.desk import NO_CERTIFICATE, UNSCANNED, Desk

pytestmark = pytest.mark.django_db
ROW = DossierRow(
    1, "000.12", datetime(2026, 10, 5, 2, tzinfo=UTC), "Sở Tài chính", "Lê Văn Bình", 3, 2,
    '=HYPERLINK("http://x.vn")',
)  # fmt: skip


@pytest.fixture
def board(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A manager, after one dossier went out unscanned and one result on paper."""
    desk.hand_over(desk.receive())
    desk.finished()
    monkeypatch.setattr("motcua.kit.clock.now", lambda: desk.now)
    return desk.cast.client(Role.CENTRE_MANAGER)


def table(board: Client, file: str, **query: str) -> list[list[str]]:
    asked = {"from": date(2026, 1, 1).isoformat()} | query
    answer = board.get(f"/board/digitisation/{file}", asked)
    assert answer.status_code == 200
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_the_figures_say_what_the_page_says(board: Client) -> None:
    heads, line, whole, told = table(board, "figures.csv")
    page = board.get("/board/digitisation/", {"from": "2026-01-01"}).content.decode()

    assert (heads[0], whole[0]) == ("Đơn vị", "Tổng cộng")
    assert f">{line[0]}</th>" in page
    assert line[1:] == whole[1:]
    assert int(line[1]) == int(line[2]) + int(line[4]) + int(line[5])
    assert "Tính lúc" in told[0]


def test_the_exceptions_name_person_and_reason(board: Client) -> None:
    heads, *rows, _told = table(board, "rows.csv")
    of_results = table(board, "rows.csv", what="results")

    assert heads[-1] == "Lý do"
    assert {row[-1] for row in rows} == {UNSCANNED}
    assert of_results[1][-1] == NO_CERTIFICATE
    assert table(board, "figures.csv", what="results")[1][5] == "1"


@pytest.mark.parametrize("what", ["papers", "results"])
@pytest.mark.parametrize("file", ["figures", "rows"])
def test_the_workbook_says_what_the_csv_says(board: Client, what: str, file: str) -> None:
    asked = {"from": "2026-01-01", "what": what}
    book = load_workbook(BytesIO(board.get(f"/board/digitisation/{file}.xlsx", asked).content))
    shown = [["" if v is None else str(v) for v in row] for row in book.active.values]
    plain = table(board, f"{file}.csv", what=what)

    assert [row[:6] for row in shown] == [row[:6] for row in plain]
    ods = ZipFile(BytesIO(board.get(f"/board/digitisation/{file}.ods", asked).content))
    assert plain[1][0] in ods.read("content.xml").decode()


def test_text_stays_text() -> None:
    """A leading zero is kept, and what looks like a formula runs nowhere."""
    sheet = digitised_sheets.dossiers([ROW], Group.EXCUSED)
    row = list(csv.reader(StringIO(sheet.written("csv", "").decode("utf-8-sig"))))[1]
    cells = load_workbook(BytesIO(sheet.written("xlsx", ""))).active[2]
    ods = ZipFile(BytesIO(sheet.written("ods", ""))).read("content.xml").decode()

    assert (row[0], row[-1]) == ("000.12", f"'{ROW.excuse}")
    assert (cells[0].value, cells[-1].value) == ("000.12", ROW.excuse)
    assert "f" not in {cell.data_type for cell in cells}
    assert "table:formula" not in ods
    assert ">000.12<" in ods


def test_a_list_cut_short_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digitised_sheets, "MOST", 2)
    rows = [replace(ROW, dossier_id=n) for n in range(3)]
    sheet = digitised_sheets.dossiers(rows, Group.EXCUSED)

    assert len(sheet.rows) == 2
    assert "2 dòng mới nhất" in sheet.written("csv", "Kỳ này.").decode()
    assert not digitised_sheets.dossiers(rows[:2], Group.EXCUSED).note


def test_a_file_costs_a_bounded_number_of_statements(board: Client) -> None:
    for file in ("figures.csv", "rows.csv"):
        table(board, file)
        with CaptureQueriesContext(connection) as captured:
            table(board, file)
        assert len(captured) <= 4


def test_another_department_gets_none_of_it(board: Client, desk: Desk) -> None:
    stranger = desk.cast.client(Role.UNIT_LEADER, unit="justice")

    assert len(table(stranger, "rows.csv")) == 2
    assert desk.cast.client(Role.SPECIALIST).get("/board/digitisation/rows.csv").status_code == 404
