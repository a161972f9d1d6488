"""The time ruler in words: what stands in, above and below each cell.

A drawn cell has the fields of the furniture's ruler cell, which a register may not import.
Days of rest in a row are drawn as one.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import gettext as _

from motcua.engine.worktime import CellState, Clock, RulerCell, ruler
from motcua.kit import dates
from motcua.registers.calendar.explain import day_name

RESTS = frozenset({CellState.SKIPPED, CellState.HOLIDAY})
STATES = {
    CellState.RECEIVED: "received",
    CellState.COUNTED: "left",
    CellState.USED: "counted",
    CellState.SKIPPED: "skipped",
    CellState.HOLIDAY: "holiday",
    CellState.PAUSED: "paused",
    CellState.OVER: "late",
}


@dataclass(frozen=True)
class DrawnCell:
    """One cell; `state` as the furniture knows it, the rest in the reader's language."""

    label: str
    state: str
    eighths: int = 0
    above: str = ""
    below: str = ""
    title: str = ""
    is_due: bool = False
    is_old_due: bool = False


def draw(clock: Clock, at: datetime | None = None) -> tuple[DrawnCell, ...]:
    """Return the ruler of a clock as of `at`; without `at`, that of a promise about to be made."""
    cells = ruler(clock, at)
    drawn: list[DrawnCell] = []
    for is_rest, group in groupby(cells, key=lambda cell: cell.state in RESTS and not cell.is_due):
        run = list(group)
        drawn += [_rest(run)] if is_rest else [_cell(clock, cell, at) for cell in run]
    if drawn and not drawn[0].below:
        drawn[0] = replace(drawn[0], below=_("nhận %(time)s") % _time(clock.started_at))
    return tuple(drawn)


def _rest(run: list[RulerCell]) -> DrawnCell:
    names = dict.fromkeys(day_name(cell.name) for cell in run if cell.name)
    title = ", ".join(names) or _("Ngày nghỉ, không tính")
    return DrawnCell("", "holiday" if names else "skipped", title=f"{title}: {_days(run)}")


def _days(run: list[RulerCell]) -> str:
    first, last = run[0].day, run[-1].day
    return _short(first) if first == last else f"{_short(first)}-{_short(last)}"


def _cell(clock: Clock, cell: RulerCell, at: datetime | None) -> DrawnCell:
    state = _state(cell, at)
    return DrawnCell(
        label=cell.label,
        state=state,
        eighths=cell.eighths if state == "today" else 0,
        above=_above(cell, state, at),
        below=_below(clock, cell),
        title=day_name(cell.name) or dates.day(cell.day),
        is_due=cell.is_due,
        is_old_due=cell.is_original_due,
    )


def _state(cell: RulerCell, at: datetime | None) -> str:
    if cell.state is CellState.COUNTED:
        if at is None:
            return "planned"
        return "today" if cell.is_today else "left"
    return STATES[cell.state]


def _above(cell: RulerCell, state: str, at: datetime | None) -> str:
    if cell.is_today and state == "today":
        return _("Bây giờ")
    return str(cell.number) if at is None and cell.number else ""


def _below(clock: Clock, cell: RulerCell) -> str:
    if cell.is_due and clock.due_at is not None:
        return _("hẹn %(time)s") % _time(clock.due_at)
    if cell.is_original_due:
        return _("hẹn cũ %(day)s") % {"day": _short(cell.day)}
    return ""


def _short(day: date) -> str:
    return f"{day.day}/{day.month}"


def _time(at: datetime) -> dict[str, str]:
    return {"time": dates.clock_time(at)}
