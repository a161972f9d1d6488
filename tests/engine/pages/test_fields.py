"""Fields are read from words and codes, and compared with what was typed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.engine.pages.codes import Code, codes_on
from motcua.engine.pages.fields import Field, FieldKind, Mismatch, fields_in, mismatches
from motcua.engine.pages.prepare import prepare
from motcua.kit.identity import parse_personal_number
from tests.engine.pages.sheets import PERSON, page, paper

NUMBER = "040188001234"


def values(text: str) -> set[tuple[FieldKind, str]]:
    return {(field.kind, field.value) for field in fields_in(text)}


@pytest.mark.parametrize("kind", range(6))
def test_each_paper_gives_name_number_and_birthday(kind: int) -> None:
    assert PERSON.birth_on

    assert values(paper(kind).text) >= {
        (FieldKind.FULL_NAME, PERSON.full_name),
        (FieldKind.PERSONAL_NUMBER, PERSON.identity_number),
        (FieldKind.BIRTH_ON, PERSON.birth_on.isoformat()),
    }


def test_the_day_of_issue_and_the_number_are_read() -> None:
    assert values(paper(2).text) >= {
        (FieldKind.NUMBER, "213/UBND-XNTTHN"),
        (FieldKind.ISSUED_ON, "2026-03-04"),
    }


def test_the_code_of_a_card_is_surer_than_its_letters() -> None:
    codes = codes_on(prepare(page(5)).reading.grey)
    found = fields_in("Họ và tên: Ai Đó Khác", codes)

    assert Field(FieldKind.FULL_NAME, PERSON.full_name, True) in found


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Họ và tên: Nguyễn Thị Hoa   Giới tính: Nữ", "Nguyễn Thị Hoa"),
        ("Ho, chu dém, tên: Đậu Văn Đức", "Đậu Văn Đức"),
        ("Họ và tên khai sinh: LÊ THỊ ÁNH (con)", "LÊ THỊ ÁNH"),
        ("Ông/Bà: Vi Thị Nga, sinh năm 1960", "Vi Thị Nga"),
    ],
)
def test_a_name_is_found_behind_its_label(line: str, name: str) -> None:
    assert (FieldKind.FULL_NAME, name) in values(line)


@given(st.text(max_size=300))
def test_any_text_is_read_without_complaint(text: str) -> None:
    for field in fields_in(text, [Code("qr", text, 0.1)]):
        if field.kind is FieldKind.PERSONAL_NUMBER:
            assert parse_personal_number(field.value)
        if field.kind in (FieldKind.BIRTH_ON, FieldKind.ISSUED_ON):
            date.fromisoformat(field.value)


def test_a_nearly_equal_value_is_a_mismatch() -> None:
    found = fields_in(f"Số định danh: {NUMBER}\nHọ và tên: Nguyễn Thị Hoa")
    typed = [
        (FieldKind.PERSONAL_NUMBER, "040188001243"),
        (FieldKind.FULL_NAME, "Nguyễn Thị Hòa"),
    ]

    assert mismatches(found, typed) == (
        Mismatch(FieldKind.PERSONAL_NUMBER, NUMBER, "040188001243"),
        Mismatch(FieldKind.FULL_NAME, "Nguyễn Thị Hoa", "Nguyễn Thị Hòa"),
    )


def test_another_person_on_the_paper_is_no_mismatch() -> None:
    found = fields_in("Họ và tên: Trần Quốc Bình")

    assert mismatches(found, [(FieldKind.FULL_NAME, "Nguyễn Thị Hoa")]) == ()


def test_what_agrees_once_agrees() -> None:
    found = fields_in(f"Số: {NUMBER}\nHọ và tên: Trần Hoa\nHọ và tên: Nguyễn Thị Hoa")

    assert mismatches(found, [(FieldKind.FULL_NAME, "nguyễn thị hoa")]) == ()
