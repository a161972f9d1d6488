"""Numbers of persons and firms, and the strings on identity cards."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.identity import (
    Contradiction,
    NumberKind,
    Sex,
    contradictions,
    is_tax_code,
    kind_of,
    parse_card_qr,
    parse_personal_number,
)

CARD = "040192006318|187654321|Nguyễn Thị Hoa|15031992|Nữ|Xóm 3, Nghi Phú, Nghệ An|10052021"


def test_a_personal_number_tells_place_sex_and_year() -> None:
    known = parse_personal_number("040 192 006 318")
    assert known is not None
    assert known.province_code == "040"
    assert (known.sex, known.birth_year, known.century) == (Sex.FEMALE, 1992, 20)


@given(st.sampled_from("0123"), st.integers(0, 99), st.integers(0, 999_999))
def test_every_number_of_the_province_is_read(mark: str, year: int, rest: int) -> None:
    known = parse_personal_number(f"040{mark}{year:02}{rest:06}")
    assert known is not None
    assert known.birth_year == 1900 + 100 * (int(mark) // 2) + year
    assert (known.sex == Sex.FEMALE) == (mark in "13")


@pytest.mark.parametrize(
    "number", ["", "04019200631", "0401920063188", "003192006318", "040492006318", "04o192006318"]
)
def test_nonsense_is_no_personal_number(number: str) -> None:
    assert parse_personal_number(number) is None


def test_people_born_abroad_have_a_country_code() -> None:
    assert parse_personal_number("101092006318") is not None


def test_a_number_may_contradict_what_stands_beside_it() -> None:
    number = "040192006318"
    assert contradictions(number, date(1992, 3, 15), Sex.FEMALE) == ()
    assert contradictions(number, date(1993, 3, 15), Sex.MALE) == (
        Contradiction.BIRTH_YEAR,
        Contradiction.SEX,
    )
    assert contradictions("187654321", date(1993, 3, 15), Sex.MALE) == ()


def test_the_check_digit_of_a_firm_code_counts() -> None:
    assert is_tax_code("0300588569")
    assert is_tax_code("0300588569-001")
    assert not is_tax_code("0300588569-000")
    assert not is_tax_code("0300588568")


@given(st.integers(0, 999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_a_single_wrong_digit_is_always_found(stem: int, place: int, shift: int) -> None:
    valid = [f"{stem:09}{last}" for last in range(10) if is_tax_code(f"{stem:09}{last}")]
    assert len(valid) <= 1
    for code in valid:
        wrong = str((int(code[place]) + shift) % 10)
        assert not is_tax_code(code[:place] + wrong + code[place + 1 :])


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("040192006318", NumberKind.PERSONAL),
        ("187654321", NumberKind.OLD_CARD),
        ("0300588569", NumberKind.TAX),
        ("0300588569-001", NumberKind.TAX),
        ("123", None),
    ],
)
def test_a_number_is_known_by_its_book(number: str, kind: NumberKind | None) -> None:
    assert kind_of(number) == kind


def test_a_card_of_2021_is_read() -> None:
    card = parse_card_qr(CARD + "\r\n")
    assert card is not None
    assert (card.number, card.old_number) == ("040192006318", "187654321")
    assert (card.full_name, card.sex) == ("Nguyễn Thị Hoa", Sex.FEMALE)
    assert (card.birth_on, card.issued_on) == (date(1992, 3, 15), date(2021, 5, 10))


def test_a_card_of_2024_carries_more_fields_and_may_lack_the_old_number() -> None:
    card = parse_card_qr("040192006318||NGUYỄN THỊ HOA|15031992|Nữ|Vinh|10082024||||")
    assert card is not None
    assert card.old_number == ""
    assert card.issued_on == date(2024, 8, 10)


@pytest.mark.parametrize(
    "scan",
    ["", "H41.14-261122-0001", CARD.replace("040192006318", "12"), "|".join("x" * 12), "||||||"],
)
def test_other_strings_are_no_card(scan: str) -> None:
    assert parse_card_qr(scan) is None


def test_an_unreadable_birth_date_is_left_out() -> None:
    card = parse_card_qr(CARD.replace("15031992", "00001992"))
    assert card is not None
    assert card.birth_on is None


@given(st.text(max_size=80))
def test_no_scan_makes_the_reader_fail(scan: str) -> None:
    parse_card_qr(scan)
    kind_of(scan)
