"""Money, telephone numbers, days, cursors and keys."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.dates import day, letter_date, moment, moment_short, parse_day
from motcua.kit.ids import ALPHABET, look_up_key, new_key
from motcua.kit.money import number_in_words, vnd, vnd_in_words
from motcua.kit.paging import BadCursor, Cursor
from motcua.kit.phone import phone

FRIDAY = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def test_money_is_written_with_dots() -> None:
    assert vnd(1234567) == "1.234.567\N{NO-BREAK SPACE}₫"
    assert vnd(0) == "0\N{NO-BREAK SPACE}₫"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (11, "Mười một đồng"),
        (105, "Một trăm lẻ năm đồng"),
        (110, "Một trăm mười đồng"),
        (155, "Một trăm năm mươi lăm đồng"),
        (150_000, "Một trăm năm mươi nghìn đồng"),
        (1_000_000, "Một triệu đồng"),
        (1_005_000, "Một triệu không trăm lẻ năm nghìn đồng"),
        (2_000_000_000, "Hai tỷ đồng"),
        (1_000_000_000_000, "Một nghìn tỷ đồng"),
        (-5_000, "Âm năm nghìn đồng"),
    ],
)
def test_money_in_words_as_a_receipt_prints_it(amount: int, words: str) -> None:
    assert vnd_in_words(amount) == words


_NAMES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ONES = {name: digit for digit, name in enumerate(_NAMES)} | {"mốt": 1, "tư": 4, "lăm": 5}


def _read(words: str) -> int:
    """Read a number back, knowing nothing of how it was written."""
    total = group = 0
    last = 0
    for word in words.replace("lẻ ", "").split():
        if word == "trăm":
            group, last = last * 100, 0
        elif word == "mươi":
            group, last = group + last * 10, 0
        elif word == "mười":
            group, last = group + 10, 0
        elif word in ("nghìn", "triệu"):
            total += (group + last) * (1_000 if word == "nghìn" else 1_000_000)
            group = last = 0
        elif word == "tỷ":
            total, group, last = (total + group + last) * 10**9, 0, 0
        else:
            last = _ONES[word]
    return total + group + last


@given(st.integers(0, 10**12 - 1))
def test_words_read_back_give_the_number(number: int) -> None:
    assert _read(number_in_words(number)) == number


@pytest.mark.parametrize(
    "written", ["0912345678", "+84 912 345 678", "84912345678", "(0912) 345-678", "0084 912345678"]
)
def test_a_telephone_number_has_one_spelling(written: str) -> None:
    assert phone(written) == "0912345678"


@pytest.mark.parametrize("nonsense", ["", "12345", "040192006318", "abc", "+1 202 555 0100"])
def test_nonsense_is_no_telephone_number(nonsense: str) -> None:
    assert phone(nonsense) is None


def test_instants_are_told_on_the_vietnamese_clock() -> None:
    assert moment(FRIDAY) == "17:00 thứ Sáu 27/11/2026"
    assert moment(FRIDAY, "en") == "17:00 Friday 27/11/2026"
    assert moment_short(FRIDAY) == "17:00 27/11/2026"
    assert day(datetime(2026, 11, 27, 18, 0, tzinfo=UTC)) == "28/11/2026"


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="2026"):
        moment(datetime(2026, 11, 27, 10, 0))  # noqa: DTZ001


def test_the_date_of_a_letter() -> None:
    assert letter_date(date(2026, 2, 3)) == "ngày 03 tháng 02 năm 2026"
    assert letter_date(date(2026, 11, 22)) == "ngày 22 tháng 11 năm 2026"


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["/", "-", ".", ""]))
def test_a_written_day_is_read_back(on: date, separator: str) -> None:
    assert parse_day(day(on).replace("/", separator)) == on


@pytest.mark.parametrize("nonsense", ["31/02/2026", "1/2-2026", "2026-11-22", "", "112026", "x"])
def test_nonsense_is_no_day(nonsense: str) -> None:
    assert parse_day(nonsense) is None


values = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.integers(-(2**63), 2**63),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
)


@given(st.lists(values, max_size=4))
def test_a_cursor_comes_back_as_it_went(parts: list[object]) -> None:
    cursor = Cursor(tuple(parts))  # type: ignore[arg-type]
    assert Cursor.decode(cursor.encode()) == cursor


@given(st.text(max_size=40))
def test_a_forged_cursor_is_a_cursor_or_refused(text: str) -> None:
    try:
        Cursor.decode(text)
    except BadCursor:
        return


@pytest.mark.parametrize("text", ["!", "bnVsbA", "W1sib24iLCAieCJdXQ", "é", "W1sieCIsIDFdXQ"])
def test_nonsense_is_no_cursor(text: str) -> None:
    with pytest.raises(BadCursor):
        Cursor.decode(text)


def test_a_look_up_key_has_four_characters_nobody_mistakes() -> None:
    keys = {look_up_key() for _ in range(200)}
    assert all(len(key) == 4 and set(key) <= set(ALPHABET) for key in keys)
    assert len(keys) > 150
    assert set("01OILSZB258").isdisjoint(ALPHABET)
    assert new_key() != new_key()
