"""The years that come with the product."""

import json
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from motcua.registers.calendar.actions.edition import CannotEditCalendar, new_edition
from motcua.registers.calendar.actions.units import week_of, write_week
from motcua.registers.calendar.models import ApprovedYear, Holiday, SwapDay, WorkWeek
from motcua.registers.calendar.permissions import may_edit_for_all
from motcua.registers.calendar.rules import CalendarLoaded
from motcua.registers.organisation.rules import Acting


def load_years(*, by: Acting, now: datetime) -> tuple[int, ...]:
    """Take over everybody's week and the years 2022-2027; return the years.

    Days already in the register are left as the Centre has them, so it may be run again.
    Raises CannotEditCalendar.
    """
    if not may_edit_for_all(by):
        raise CannotEditCalendar
    seed = json.loads(files(_ROOM).joinpath("seed/vietnam.json").read_text("utf-8"))
    years = tuple(year["year"] for year in seed["years"])
    with new_edition(by=by, now=now, key=None) as events:
        _load_week(seed["week"])
        for year in seed["years"]:
            _load_year(year)
        events.append(CalendarLoaded(calendar_id="vietnam", years=years))
    return years


_ROOM = "motcua.registers.calendar"


def _load_week(week: dict[str, Any]) -> None:
    if WorkWeek.objects.filter(unit=None).exists():
        return
    begin = date.fromisoformat(week["valid_from"])
    write_week(week_of(None, begin, None, week["days"]), week["source"])


def _load_year(year: dict[str, Any]) -> None:
    Holiday.objects.bulk_create([Holiday(**row) for row in year["holidays"]], ignore_conflicts=True)
    SwapDay.objects.bulk_create([SwapDay(**row) for row in year["swaps"]], ignore_conflicts=True)
    if year["decision"]:
        ApprovedYear.objects.bulk_create(
            [ApprovedYear(year=year["year"], decision=year["decision"])], ignore_conflicts=True
        )
