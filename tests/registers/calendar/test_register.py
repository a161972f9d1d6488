"""The register hands each unit the days it works, and tells the journal of every change."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from motcua.engine.worktime import CalendarPlan, WorkCalendar
from motcua.registers.calendar import actions, queries
from motcua.registers.calendar.actions.units import week_of
from motcua.registers.calendar.explain import NAMES
from motcua.registers.calendar.rules import Closure
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.rules import THE_SYSTEM, Acting, Role

NOW = datetime(2026, 10, 14, 2, 42, tzinfo=UTC)
WEEK = [["07:30-11:30", "13:00-17:00"]] * 5 + [["07:30-11:30"], []]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded() -> None:
    """Load the years that come with the product."""
    actions.load_years(by=THE_SYSTEM, now=NOW)


def unit(code: str, parent: Unit | None = None) -> Unit:
    return Unit.objects.create(
        code=code,
        name=code,
        sort_key=code,
        level="department" if parent is None else "division",
        parent=parent,
        valid_from=date(2020, 1, 1),
    )


def works(calendar: WorkCalendar, *days: str) -> list[bool]:
    return [bool(calendar.sessions(date.fromisoformat(day))) for day in days]


def kinds() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM journal_entry ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_swaps_of_the_years_are_worked_and_given_off() -> None:
    calendar = queries.calendar_of(None)
    assert works(calendar, "2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22") == [True] * 4
    assert works(calendar, "2024-04-29", "2025-05-02", "2026-01-02", "2026-08-31") == [False] * 4


def test_tet_of_every_year_is_a_holiday_and_the_next_year_is_not_yet_decided() -> None:
    calendar = queries.calendar_of(None)
    firsts = ("2022-02-01", "2023-01-23", "2024-02-12", "2025-01-29", "2026-02-17", "2027-02-08")
    assert works(calendar, *firsts) == [False] * 6
    assert calendar.is_approved(date(2022, 1, 1), date(2026, 12, 31))
    assert not calendar.is_approved(date(2026, 12, 31), date(2027, 1, 4))


def test_each_year_has_the_holidays_of_the_labour_code() -> None:
    for year in range(2022, 2028):
        names = {row.name for row in queries.days_of_year(year) if not row.is_worked}
        assert {
            "Tết Dương lịch",
            "Tết Nguyên đán",
            "Giỗ Tổ Hùng Vương",
            "Ngày Chiến thắng 30/4",
            "Quốc tế Lao động 1/5",
            "Quốc khánh",
        } <= names


def test_every_name_the_years_came_with_can_be_told_in_english() -> None:
    names = {row.name for year in range(2022, 2028) for row in queries.days_of_year(year)}
    assert names == set(NAMES)


def test_culture_day_is_worked_until_it_is_observed() -> None:
    assert works(queries.calendar_of(None), "2026-11-24") == [True]
    actions.observe_holiday(date(2026, 11, 24), True, "Resolution", by=THE_SYSTEM, now=NOW)
    assert works(queries.calendar_of(None), "2026-11-24") == [False]


def test_loading_again_leaves_what_the_centre_decided() -> None:
    actions.observe_holiday(date(2026, 11, 24), True, "Resolution", by=THE_SYSTEM, now=NOW)
    actions.load_years(by=THE_SYSTEM, now=NOW)
    assert works(queries.calendar_of(None), "2026-11-24") == [False]


def test_a_unit_inherits_the_week_and_the_closures_of_the_unit_above() -> None:
    department = unit("H41.14")
    division = unit("H41.14.02", department)
    other = unit("H41.15")
    week = week_of(department.pk, date(2026, 10, 1), date(2026, 12, 1), WEEK)
    actions.set_week(week, "Decision 1", by=THE_SYSTEM, now=NOW)
    closure = Closure(department.pk, date(2026, 10, 15), date(2026, 10, 16), "Bão số 10")
    actions.close_unit(closure, by=THE_SYSTEM, now=NOW)
    below, aside = queries.calendar_of(division.pk), queries.calendar_of(other.pk)
    assert works(below, "2026-10-10", "2026-10-15", "2026-12-05") == [True, False, False]
    assert works(aside, "2026-10-10", "2026-10-15") == [False, True]
    assert aside == queries.calendar_of(None)


def test_the_nearest_week_wins_and_the_one_above_comes_back_when_it_ends() -> None:
    department = unit("H41.14")
    division = unit("H41.14.02", department)
    above = week_of(department.pk, date(2026, 1, 1), None, WEEK)
    own = week_of(division.pk, date(2026, 3, 1), date(2026, 4, 1), [["08:00-12:00"]] * 5 + [[], []])
    for week in (above, own):
        actions.set_week(week, "Decision 2", by=THE_SYSTEM, now=NOW)
    calendar = queries.calendar_of(division.pk)
    lengths = [
        [s.closes - s.opens for s in calendar.sessions(date(2026, month, 3))] for month in (2, 3, 4)
    ]
    assert lengths == [[240, 240], [240], [240, 240]]


def test_a_calendar_is_found_again_by_the_version_a_deadline_keeps() -> None:
    before = queries.calendar_of(None)
    actions.add_holiday(date(2026, 10, 20), "Nghỉ thêm", "Decision 3", by=THE_SYSTEM, now=NOW)
    after = queries.calendar_of(None)
    assert after != before
    assert works(queries.calendar_at(before.version), "2026-10-20") == [True]
    assert works(queries.calendar_at(after.version), "2026-10-20") == [False]
    with pytest.raises(queries.UnknownCalendar):
        queries.calendar_at("0" * 16)


def test_a_calendar_of_before_any_change_can_be_kept_by_hand() -> None:
    bare = WorkCalendar(CalendarPlan())
    for _ in range(2):
        actions.keep(bare, now=NOW)
    assert queries.calendar_at(bare.version) == bare


def test_a_hit_costs_one_statement() -> None:
    queries.calendar_of(None)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        queries.calendar_of(None)
    assert len(captured) == 1


def test_a_new_edition_is_seen_whatever_process_made_it() -> None:
    first = queries.calendar_of(None)
    actions.approve_year(2027, "Notice 1", by=THE_SYSTEM, now=NOW)
    assert queries.calendar_of(None).is_approved(date(2027, 1, 1), date(2027, 12, 31))
    assert queries.calendar_of(None) != first


def test_every_change_is_recorded() -> None:
    actions.add_holiday(date(2027, 1, 4), "Nghỉ thêm", "Decision 4", by=THE_SYSTEM, now=NOW)
    actions.add_swap(date(2027, 4, 29), date(2027, 4, 24), "Decision 5", by=THE_SYSTEM, now=NOW)
    closed = Closure(unit("H41.14").pk, date(2026, 10, 15), date(2026, 10, 15), "Mất điện")
    actions.reopen_unit(actions.close_unit(closed, by=THE_SYSTEM, now=NOW), by=THE_SYSTEM, now=NOW)
    assert kinds() == [
        "calendar.loaded",
        "calendar.holiday_added",
        "calendar.swap_added",
        "calendar.unit_closed",
        "calendar.unit_reopened",
    ]


def officer(role: Role, *unit_ids: int) -> Acting:
    return Acting(
        actor=THE_SYSTEM.actor,
        officer_id=1,
        post_id=1,
        unit_id=unit_ids[0],
        unit_code="",
        unit_name="",
        roles=frozenset({role}),
        unit_ids=frozenset(unit_ids),
    )


def test_a_unit_closes_itself_and_nobody_else() -> None:
    own, other = unit("H41.14"), unit("H41.15")
    leader = officer(Role.UNIT_LEADER, own.pk)
    day = date(2026, 10, 15)
    actions.close_unit(Closure(own.pk, day, day, "Bão"), by=leader, now=NOW)
    with pytest.raises(actions.CannotEditCalendar):
        actions.close_unit(Closure(other.pk, day, day, "Bão"), by=leader, now=NOW)
    with pytest.raises(actions.CannotEditCalendar):
        actions.add_holiday(day, "Nghỉ", "", by=leader, now=NOW)


def test_a_week_must_make_sense_and_a_closure_must_end() -> None:
    with pytest.raises(actions.CannotSetWeek):
        week_of(None, date(2026, 1, 1), None, [["07:00-11:30", "11:00-17:00"]] * 7)
    with pytest.raises(actions.CannotSetWeek):
        week_of(None, date(2026, 1, 1), None, [["07:00"]] * 7)
    closure = Closure(unit("H41.14").pk, date(2026, 10, 16), date(2026, 10, 15), "Bão")
    with pytest.raises(IntegrityError):
        actions.close_unit(closure, by=THE_SYSTEM, now=NOW)
