"""The ruler draws what the clock counted, day by day."""

from motcua.engine.worktime import (
    CellState,
    Extended,
    Mode,
    Resumed,
    RulerCell,
    Suspended,
    ruler,
    run_clock,
)
from tests.engine.worktime.cast import SAME_DAY, YEAR_2026, at, calendar_days, days

SHORT = {
    CellState.RECEIVED: "r",
    CellState.COUNTED: "c",
    CellState.USED: "u",
    CellState.SKIPPED: ".",
    CellState.HOLIDAY: "h",
    CellState.PAUSED: "p",
    CellState.OVER: "!",
}


def drawn(cells: tuple[RulerCell, ...]) -> str:
    return "".join(SHORT[cell.state] for cell in cells)


def test_three_working_days_over_a_weekend() -> None:
    cells = ruler(run_clock(days("3"), YEAR_2026, at("2026-10-14 09:42")))
    assert drawn(cells) == "rcc..c"
    assert [cell.label for cell in cells] == ["14", "15", "16", "17", "18", "19"]
    assert [cell.number for cell in cells] == [0, 1, 2, 0, 0, 3]
    assert [cell.is_due for cell in cells] == [False] * 5 + [True]


def test_what_is_used_and_what_is_left_today() -> None:
    clock = run_clock(days("3"), YEAR_2026, at("2026-10-14 09:42"))
    cells = ruler(clock, at("2026-10-16 09:00"))
    assert drawn(cells) == "ruc..c"
    assert [(cell.eighths, cell.is_today) for cell in cells][2] == (2, True)


def test_a_pause_and_a_holiday_with_its_name() -> None:
    events = (Suspended(at("2026-08-25 10:00")), Resumed(at("2026-08-28 10:00")))
    cells = ruler(run_clock(days("3"), YEAR_2026, at("2026-08-24 09:00"), events))
    assert drawn(cells) == "rcppp..hhhcc"
    assert cells[-4].name == "Quốc khánh"


def test_hours_begin_and_end_within_days() -> None:
    cells = ruler(run_clock(days("1", Mode.HOUR_EXACT), YEAR_2026, at("2026-10-14 10:00")))
    assert drawn(cells) == "cc"


def test_late_days_run_past_the_due_day() -> None:
    clock = run_clock(days("1"), YEAR_2026, at("2026-10-14 10:00"))
    assert drawn(ruler(clock, at("2026-10-19 10:00"))) == "ru!..!"


def test_the_old_promise_stays_visible() -> None:
    events = (Extended(at("2026-10-15 10:00"), at("2026-10-20 17:00")),)
    cells = ruler(run_clock(days("1"), YEAR_2026, at("2026-10-14 10:00"), events))
    assert [cell.is_original_due for cell in cells].index(True) == 1
    assert cells[-1].is_due


def test_the_same_day_is_one_cell_and_calendar_days_count_sundays() -> None:
    assert drawn(ruler(run_clock(SAME_DAY, YEAR_2026, at("2026-10-14 10:00")))) == "c"
    cells = ruler(run_clock(calendar_days(3), YEAR_2026, at("2026-10-15 10:00")))
    assert drawn(cells) == "rcccc"


def test_while_the_clock_stands_the_ruler_runs_on_to_today() -> None:
    clock = run_clock(
        days("2"), YEAR_2026, at("2026-10-14 10:00"), [Suspended(at("2026-10-15 10:00"))]
    )
    assert drawn(ruler(clock, at("2026-10-20 10:00"))) == "rup..pp"
