"""Every due instant is told in one paragraph, in Vietnamese and in English."""

import re
from collections.abc import Sequence

import pytest
from django.utils import translation

from motcua.casework.dossiers.rules import SuspensionReason
from motcua.engine.worktime import (
    ClockEvent,
    Extended,
    LimitRule,
    LimitUnit,
    Mode,
    Resumed,
    Suspended,
    run_clock,
)
from motcua.project.messages import compile_all
from motcua.registers.calendar.drawing import DrawnCell, draw
from motcua.registers.calendar.explain import NAMES, REASONS, paragraph
from tests.engine.worktime.cast import (
    SAME_DAY,
    UNDEFINED,
    YEAR_2026,
    at,
    calendar_days,
    days,
    hours,
    months,
)

VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
WAITING = Suspended(at("2026-10-15 09:00"), "supplement")
RESUMED = Resumed(at("2026-10-20 09:00"))
EXTENDED = Extended(at("2026-10-21 09:00"), at("2026-10-26 17:00"))


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Compile the messages, as the start of the product does."""
    compile_all()


def told(rule: LimitRule, received: str, *events: ClockEvent, language: str = "vi") -> str:
    with translation.override(language):
        return paragraph(run_clock(rule, YEAR_2026, at(received), events))


def test_three_working_days_as_the_receipt_tells_them() -> None:
    assert told(days("3"), "2026-10-14 09:42") == (
        "3 ngày làm việc: 15, 16 và 19/10. Bỏ qua thứ Bảy 17, Chủ nhật 18. "
        "Ngày nhận 14/10 không tính. Tính đến hết giờ làm việc (17:00)."
    )
    assert told(days("3"), "2026-10-14 09:42", language="en") == (
        "3 working days: 15, 16 and 19/10. Skipped: Saturday 17, Sunday 18. "
        "The day of reception, 14/10, is not counted. Due at closing time (17:00)."
    )


CASES: Sequence[tuple[LimitRule, str, tuple[ClockEvent, ...], str]] = (
    (days("1"), "2026-10-14 09:00", (), "1 ngày làm việc: 15/10."),
    (days("10"), "2026-02-10 09:00", (), "Nghỉ: Tết Nguyên đán (16, 17, 18, 19 và 20/2)."),
    (days("2"), "2026-08-21 09:00", (), "Có tính ngày làm bù: thứ Bảy 22/8."),
    (days("2.5"), "2026-10-14 09:42", (), "2,5 ngày làm việc, tức 20 giờ làm việc, kể từ 09:42"),
    (days("3", Mode.HOUR_EXACT), "2026-10-14 10:00", (), "Hạn trả: 10:00 thứ Hai 19/10/2026."),
    (hours("8"), "2026-10-17 20:00", (), "coi như nhận lúc 07:00 thứ Hai 19/10/2026."),
    (hours("1"), "2026-10-14 10:00", (), "1 giờ làm việc kể từ 10:00 thứ Tư 14/10/2026."),
    (calendar_days(15), "2026-04-15 09:00", (), "nên chuyển sang thứ Hai 4/5."),
    (months(1), "2026-10-14 09:00", (), "1 tháng kể từ 14/10/2026."),
    (SAME_DAY, "2026-10-14 15:30", (), "Nhận từ 15:00 nên tính sang ngày làm việc kế tiếp."),
    (LimitRule(LimitUnit.IMMEDIATE), "2026-10-14 09:00", (), "Giải quyết trong ngày làm việc."),
    (UNDEFINED, "2026-10-14 09:00", (), "không quy định thời hạn"),
    (days("3"), "2060-12-30 09:00", (), "Chưa tính được hạn"),
    (days("30"), "2026-12-14 09:00", (), "Lịch nghỉ năm 2027 chưa được duyệt"),
    (days("30"), "2026-12-14 09:00", (), "từ 15/12/2026 đến 25/01/2027"),
    (days("3"), "2026-10-14 10:00", (WAITING,), "3 ngày làm việc, đã tính 15/10."),
    (days("3"), "2026-10-15 08:00", (WAITING,), "3 ngày làm việc, chưa tính ngày nào."),
    (days("3"), "2026-10-14 10:00", (WAITING,), "Hạn đã hẹn trước khi dừng: 17:00 thứ Hai"),
    (days("3"), "2026-10-14 10:00", (WAITING, RESUMED), "09:00 20/10/2026 (chờ bổ sung hồ sơ)."),
    (
        days("3"),
        "2026-10-14 10:00",
        (WAITING, RESUMED, EXTENDED),
        "Hạn gốc 17:00 thứ Năm 22/10/2026, hạn hẹn lại 17:00 thứ Hai 26/10/2026.",
    ),
)


@pytest.mark.parametrize(("rule", "received", "events", "expected"), CASES)
def test_each_fact_is_told(
    rule: LimitRule, received: str, events: tuple[ClockEvent, ...], expected: str
) -> None:
    assert expected in told(rule, received, *events)


@pytest.mark.parametrize(("rule", "received", "events", "_"), CASES)
def test_an_english_reader_meets_no_vietnamese(
    rule: LimitRule, received: str, events: tuple[ClockEvent, ...], _: str
) -> None:
    english = told(rule, received, *events, language="en")
    assert not VIETNAMESE.search(english), english
    with translation.override("en"):
        clock = run_clock(rule, YEAR_2026, at(received), events)
        words = [word for cell in draw(clock, at("2026-10-22 09:00")) for word in said(cell)]
    assert not VIETNAMESE.search(" ".join(words)), words


def said(cell: DrawnCell) -> tuple[str, ...]:
    return cell.label, cell.above, cell.below, cell.title


def test_every_name_and_ground_has_its_english() -> None:
    with translation.override("en"):
        words = (*NAMES, *REASONS.values())
        assert all(translation.gettext(text) != text for text in words)


def test_every_lawful_ground_of_a_pause_has_its_words() -> None:
    assert set(REASONS) == {*SuspensionReason, ""}


def test_the_drawn_ruler_counts_and_names_the_promise() -> None:
    cells = draw(run_clock(days("3"), YEAR_2026, at("2026-10-14 09:42")))
    assert [cell.state for cell in cells] == [
        "received",
        "planned",
        "planned",
        "skipped",
        "planned",
    ]
    assert [cell.above for cell in cells] == ["", "1", "2", "", "3"]
    assert (cells[0].below, cells[-1].below) == ("nhận 09:42", "hẹn 17:00")


def test_the_drawn_ruler_of_a_running_clock_shows_now_and_the_old_promise() -> None:
    events = (WAITING, RESUMED, EXTENDED)
    clock = run_clock(days("3"), YEAR_2026, at("2026-10-14 10:00"), events)
    cells = {cell.label: cell for cell in draw(clock, at("2026-10-22 09:00"))}
    assert (cells["22"].state, cells["22"].eighths, cells["22"].is_old_due) == ("today", 2, True)
    assert cells["16"].state == "paused"
    assert cells["26"].is_due
