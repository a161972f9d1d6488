"""Sheets: text stays text, figures stay figures, equal tables give equal bytes."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.sheets import inert, write_csv, write_ods, write_xlsx

COLUMNS = ("Mã", "Tên", "Số")
ROWS = [("0040192006318", "Nguyễn Thị Phượng", 1200), ("=1+1", "<b>&\"'", None),
        ("@x", "hai\ndòng", Decimal("1.5"))]  # fmt: skip
HOSTILE = ("=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", " =1", "\r=1", "|x")
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def test_a_workbook_read_by_others_says_the_same() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(BytesIO(write_xlsx("Sổ [1]: a/b", COLUMNS, ROWS))).active
    assert sheet.title == "Sổ  1   a b"
    found = [tuple(cell.value for cell in row) for row in sheet]
    assert found == [COLUMNS, ROWS[0], ROWS[1], ("@x", "hai\ndòng", 1.5)]
    assert sheet["A3"].data_type == "s"
    assert sheet.freeze_panes == "A2"


def test_an_open_document_says_the_same() -> None:
    with ZipFile(BytesIO(write_ods("Sổ", COLUMNS, ROWS))) as package:
        assert package.namelist()[0] == "mimetype"
        root = ElementTree.fromstring(package.read("content.xml"))  # noqa: S314
    rows = [
        [(c.get(f"{OFFICE}value-type"), "\n".join(p.text or "" for p in c.iter(f"{TEXT}p")))
         for c in row.iter(f"{TABLE}table-cell")]
        for row in root.iter(f"{TABLE}table-row")
    ]  # fmt: skip
    assert rows[1] == [("string", ROWS[0][0]), ("string", ROWS[0][1]), ("float", "1200")]
    assert rows[2][0] == ("string", "=1+1")
    assert rows[3][1] == ("string", "hai\ndòng")


def test_csv_keeps_what_it_can() -> None:
    text = write_csv("Sổ", COLUMNS, ROWS).decode("utf-8-sig")
    found = list(csv.reader(StringIO(text, newline="")))
    assert found[1] == ["0040192006318", "Nguyễn Thị Phượng", "1200"]
    assert found[2][0] == "'=1+1"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str) -> None:
    assert inert(text) == "'" + text


@given(st.text(), st.integers() | st.none())
def test_any_text_is_written_twice_alike(text: str, number: int | None) -> None:
    rows = [(text, text, number)]
    for write in (write_csv, write_xlsx, write_ods):
        assert write(text, COLUMNS, rows) == write(text, COLUMNS, rows)
    with ZipFile(BytesIO(write_xlsx(text, COLUMNS, rows))) as package:
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))  # noqa: S314
