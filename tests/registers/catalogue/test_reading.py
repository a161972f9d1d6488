"""Loose texts: every mess of the national catalogue classified, and nothing ever raised."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.engine.worktime import LimitRule, LimitUnit
from motcua.registers.catalogue.rules.fee_reading import classify_fees
from motcua.registers.catalogue.rules.kinds import FeeKind
from motcua.registers.catalogue.rules.reading import LimitKind, classify_limit

DAY, CALENDAR, HOUR, MONTH = (
    LimitUnit.WORKING_DAY,
    LimitUnit.CALENDAR_DAY,
    LimitUnit.WORKING_HOUR,
    LimitUnit.MONTH,
)
LENGTHS = [
    ("07 Ngày làm việc", LimitKind.PLAIN, DAY, 7, None),
    ("15 Ngày", LimitKind.PLAIN, CALENDAR, 15, None),
    ("1 Tháng", LimitKind.PLAIN, MONTH, 1, None),
    ("2 tuần", LimitKind.PLAIN, CALENDAR, 14, None),
    ("01 năm", LimitKind.PLAIN, MONTH, 12, None),
    ("8 giờ làm việc", LimitKind.PLAIN, HOUR, 8, None),
    ("0,5 ngày làm việc", LimitKind.PLAIN, DAY, "0.5", None),
    ("02 (hai) ngày làm việc", LimitKind.PLAIN, DAY, 2, None),
    ("Tối đa 06 ngày làm việc kể từ ngày nhận đủ hồ sơ", LimitKind.PLAIN, DAY, 6, None),
    (
        "03 ngày làm việc, trường hợp phải xác minh thì không quá 08 ngày làm việc.",
        LimitKind.CONDITIONAL,
        DAY,
        3,
        8,
    ),
    ("20 - 25 ngày làm việc.", LimitKind.RANGE, DAY, 20, 25),
    (
        "17-20 ngày (khu vực thường) 27-30 ngày (vùng khó khăn)",
        LimitKind.CONDITIONAL,
        CALENDAR,
        17,
        30,
    ),
    ("10 ngày: nếu đã có GCN. 20 ngày: nếu chưa có GCN.", LimitKind.CONDITIONAL, CALENDAR, 10, 20),
]
UNDEFINED = [
    "",
    "0",
    "khác",
    "Không quy định",
    "Không xác định",
    "Chưa quy định cụ thể.",
    "Tùy theo đợt",
]


@pytest.mark.parametrize(("text", "kind", "unit", "amount", "longest"), LENGTHS)
def test_a_length_is_read(
    text: str, kind: LimitKind, unit: LimitUnit, amount: int | str, longest: int | None
) -> None:
    reading = classify_limit(text)
    assert (reading.kind, reading.unit, reading.amount) == (kind, unit, Decimal(amount))
    assert reading.max_amount == longest
    assert reading.understood


@pytest.mark.parametrize("text", UNDEFINED)
def test_no_limit_is_undefined_and_never_zero(text: str) -> None:
    reading = classify_limit(text)
    assert (reading.kind, reading.amount, reading.understood) == (LimitKind.UNDEFINED, None, True)


def test_the_same_day_is_not_fifteen_hours() -> None:
    reading = classify_limit(
        "Ngay trong ngày tiếp nhận yêu cầu, trường hợp nhận hồ sơ sau 15 giờ mà không giải quyết "
        "được ngay thì trả kết quả trong ngày làm việc tiếp theo."
    )
    assert (reading.kind, reading.unit, reading.max_amount) == (
        LimitKind.SAME_DAY,
        LimitUnit.SAME_DAY,
        None,
    )


def test_a_same_day_with_a_longest_day_is_conditional() -> None:
    reading = classify_limit(
        "Trong ngày làm việc. (Hoặc không quá 03 ngày nếu có lý do chính đáng)."
    )
    assert reading.kind is LimitKind.SAME_DAY
    assert (reading.max_amount, reading.is_conditional) == (3, True)


def test_at_once_is_immediate() -> None:
    assert classify_limit("Trả ngay").kind is LimitKind.IMMEDIATE


def test_time_set_apart_is_not_the_limit() -> None:
    reading = classify_limit("8 ngày làm việc (Không tính thời gian 30 ngày niêm yết công khai).")
    assert (reading.amount, reading.max_amount, reading.is_conditional) == (8, None, True)
    assert [measure.amount for measure in reading.measures if measure.is_beside] == [30]


@pytest.mark.parametrize("text", ["1", "30", "½ ngày", "1,5 ngày", "0 ngày", "99999 ngày", "việc"])
def test_what_cannot_be_counted_is_not_understood(text: str) -> None:
    reading = classify_limit(text)
    assert (reading.understood, reading.amount) == (False, None)


MESS = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.integers(0, 99999).map(str),
        st.sampled_from(
            [
                "ngày",
                "làm việc",
                "tháng",
                "giờ",
                "ngay",
                "trong ngày",
                "-",
                ",",
                "Phí:",
                "Lệ phí:",
                "không quá",
                "đồng",
                "trường hợp",
                "không tính",
                "0",
                "½",
                ".",
                "sau 15 giờ",
                "năm",
            ]
        ),
    ),
    max_size=12,
).map(" ".join)


@given(MESS)
def test_any_limit_text_is_classified_and_what_is_read_can_be_counted(text: str) -> None:
    reading = classify_limit(text)
    for amount, unit in ((reading.amount, reading.unit), (reading.max_amount, reading.max_unit)):
        if amount is not None and unit is not None:
            assert LimitRule(unit, amount).amount > 0
    if reading.amount is None:
        assert reading.unit in (LimitUnit.SAME_DAY, LimitUnit.IMMEDIATE, LimitUnit.UNDEFINED)


@given(st.integers(1, 999), st.sampled_from([("ngày làm việc", DAY), ("ngày", CALENDAR)]))
def test_any_printed_number_of_days_is_read_back(days: int, word: tuple[str, LimitUnit]) -> None:
    reading = classify_limit(f"Không quá {days:02} {word[0]} kể từ ngày nhận đủ hồ sơ")
    assert (reading.amount, reading.unit) == (days, word[1])


def test_every_printed_fee_is_read() -> None:
    read = classify_fees("Phí: 250.000 Đồng Phí: 500.000 ĐồngLệ phí: 1.300.000 Đồng")
    assert [(fee.kind, fee.amount_vnd) for fee in read] == [
        (FeeKind.FEE, 250_000),
        (FeeKind.FEE, 500_000),
        (FeeKind.CHARGE, 1_300_000),
    ]


def test_a_fee_set_by_the_council_has_no_amount_but_is_understood() -> None:
    (fee,) = classify_fees("Lệ phí: Theo mức thu do Hội đồng nhân dân cấp tỉnh quy định")
    assert (fee.kind, fee.amount_vnd, fee.is_by_resolution) == (FeeKind.CHARGE, None, True)


@pytest.mark.parametrize("text", ["Phí: Đồng", "Phí: ĐồngXem chi tiết", "amount:090000"])
def test_an_amount_that_was_lost_is_not_understood(text: str) -> None:
    (fee,) = classify_fees(text)
    assert (fee.amount_vnd, fee.understood) == (None, False)


@pytest.mark.parametrize("text", ["Không", "Miễn phí", "free", "Phí: 0 Đồng", "Không thu phí"])
def test_free_is_said_and_not_guessed(text: str) -> None:
    (fee,) = classify_fees(text)
    assert (fee.amount_vnd, fee.is_free) == (0, True)
    assert classify_fees("") == ()


@given(MESS)
def test_any_fee_text_is_classified(text: str) -> None:
    for fee in classify_fees(text):
        assert fee.amount_vnd is None or fee.amount_vnd >= 0


@given(st.integers(100, 999_999_999))
def test_any_printed_amount_is_read_back(amount: int) -> None:
    (fee,) = classify_fees(f"Phí: {amount:,} Đồng".replace(",", "."))
    assert fee.amount_vnd == amount
