"""Every figure equals its rows, and equals what a person would count from the journal."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from motcua.casework.dossiers.models import Dossier
from motcua.oversight.indicators import behind, queries
from motcua.oversight.indicators.behind import Cell, rows_behind
from motcua.oversight.indicators.queries import lines, total
from motcua.oversight.indicators.rules import (
    Dimension,
    Life,
    Measure,
    Period,
    late_share,
    measures_of,
    months_before,
)
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.rules import Role
from tests.cases import quick_first
from tests.casework.desk import Desk
from tests.oversight.seeded import life_of

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
PERIODS = [OCTOBER, SEPTEMBER, Period(date(2026, 9, 20), date(2026, 10, 9))]


@pytest.mark.django_db
@pytest.mark.parametrize("period", PERIODS)
def test_the_figures_are_those_of_the_journal(province: Desk, period: Period) -> None:
    begin, end = period.instants(province.now)
    counted: Counter[tuple[str, Measure]] = Counter()
    for dossier in Dossier.objects.all():
        by_date = dossier.limit_mode != "hour_exact"
        life = life_of(dossier.pk, end, by_date=by_date)
        counted.update((dossier.channel, m) for m in measures_of(life, begin, end))
    by = province.by(Role.CENTRE_MANAGER)
    made = lines([period], Dimension.CHANNEL, by=by, now=province.now)
    assert counted
    assert counted == {
        (line.key, measure): n for line in made for measure, n in line.counts.items() if n
    }


@pytest.mark.django_db
def test_the_seed_fills_every_measure(province: Desk) -> None:
    by = province.by(Role.INSPECTOR)
    sums = total(lines([OCTOBER], Dimension.UNIT, by=by, now=province.now))
    assert [measure for measure, n in sums.items() if not n] == []


def counted(cell: Cell, period: Period, desk: Desk, role: Role) -> set[int]:
    """Return the dossiers that fulfil the definition of a figure."""
    by = desk.cast.acting(role, now=desk.now)
    key, condition = queries._KEYS[cell.dimension], queries.CONDITIONS[cell.measure]
    where = f"({condition}) AND {key} = %(key)s"
    text = f"{queries._BASE} SELECT id FROM counted c WHERE {where}"  # noqa: S608
    facts = queries._facts([period], by, desk.now) | {"key": cell.key}
    return {row[0] for row in queries._ask(text, facts)}


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.CENTRE_MANAGER, Role.UNIT_LEADER])
@pytest.mark.parametrize("dimension", [d for d in Dimension if d is not Dimension.MONTH])
@pytest.mark.parametrize("period", quick_first(PERIODS))
def test_every_figure_opens_its_rows(
    province: Desk, dimension: Dimension, period: Period, role: Role
) -> None:
    by = province.cast.acting(role, now=province.now)
    for line in lines([period], dimension, by=by, now=province.now):
        for measure, figure in line.counts.items():
            cell = Cell(measure, dimension, line.key)
            found = rows_behind(cell, period, by=by, now=province.now)
            assert {row.dossier_id for row in found} == counted(cell, period, province, role)
            assert len(found) == figure, (line.name, measure)
            assert [row.at for row in found] == sorted((r.at for r in found), reverse=True)


@pytest.mark.django_db
def test_all_dimensions_have_one_total(province: Desk) -> None:
    by = province.by(Role.CENTRE_MANAGER)
    sums = [total(lines([OCTOBER], dimension, by=by, now=province.now)) for dimension in Dimension]
    assert all(each == sums[0] for each in sums)


@pytest.mark.django_db
def test_a_leader_counts_his_own_unit_only(province: Desk) -> None:
    own = province.cast.acting(Role.UNIT_LEADER, now=province.now)
    other = province.cast.acting(Role.UNIT_LEADER, unit="justice", now=province.now)
    everything = province.by(Role.CENTRE_MANAGER)
    asked = {"now": province.now}
    assert lines([OCTOBER], Dimension.UNIT, by=other, **asked) == ()
    assert rows_behind(Cell(Measure.TO_SETTLE), OCTOBER, by=other, **asked) == ()
    seen = lines([OCTOBER], Dimension.UNIT, by=own, **asked)
    assert seen == lines([OCTOBER], Dimension.UNIT, by=everything, **asked)


@pytest.mark.django_db
def test_a_division_counts_for_its_department(province: Desk) -> None:
    by = province.by(Role.CENTRE_MANAGER)
    (line,) = lines([OCTOBER], Dimension.UNIT, by=by, now=province.now)
    assert line.name == Unit.objects.get(code="H41.14").name


@pytest.mark.django_db
def test_a_report_as_at_a_day_is_the_same_later(province: Desk) -> None:
    by, month_end = province.by(Role.CENTRE_MANAGER), SEPTEMBER
    first = lines([month_end], Dimension.UNIT, by=by, now=datetime(2026, 10, 1, tzinfo=UTC))
    assert first == lines([month_end], Dimension.UNIT, by=by, now=province.now)


@pytest.mark.django_db
def test_months_stand_side_by_side(province: Desk) -> None:
    by = province.by(Role.CENTRE_MANAGER)
    periods = months_before(date(2026, 10, 31), 2)
    made = lines(periods, Dimension.MONTH, by=by, now=province.now)
    for line in made:
        (alone,) = lines([periods[int(line.key)]], Dimension.MONTH, by=by, now=province.now)
        assert alone.counts == line.counts
    assert sorted(line.name for line in made) == ["09/2026", "10/2026"]


@pytest.mark.django_db
def test_lists_go_on_where_they_stopped(province: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    by = province.by(Role.CENTRE_MANAGER)
    for measure in Measure:
        asked: Any = {"by": by, "now": province.now}
        everything = rows_behind(Cell(measure), OCTOBER, **asked)
        monkeypatch.setattr(behind, "PAGE", 1)
        found, cut = [], None
        while part := rows_behind(Cell(measure), OCTOBER, **asked, after=cut)[:2]:
            found += part
            cut = (part[-1].at, part[-1].dossier_id)
        assert found == list(everything), measure
        monkeypatch.undo()


@pytest.mark.django_db
def test_a_table_is_one_statement(province: Desk) -> None:
    by = province.by(Role.CENTRE_MANAGER)
    with CaptureQueriesContext(connection) as captured:
        lines([OCTOBER], Dimension.UNIT, by=by, now=province.now)
        rows_behind(Cell(Measure.LATE), OCTOBER, by=by, now=province.now)
    assert len(captured) == 2


def test_every_measure_has_its_condition() -> None:
    assert set(queries.CONDITIONS) == set(Measure)


instants = st.integers(0, 480_000).map(lambda m: FIRST + timedelta(minutes=m))
lives = st.builds(
    lambda received, length, *promise_and_state: Life(
        promise_and_state[-1],
        received,
        None if length is None else received + length,
        *promise_and_state[:-1],
        None,
    ),
    instants,
    st.none() | st.timedeltas(timedelta(0), timedelta(days=90)),
    st.none() | instants,
    st.booleans(),
    st.sampled_from(["", "supplement", "financial_duty", "council"]),
    st.sampled_from(["finished", "returned", "withdrawn", "stopped"]),
)


@given(st.lists(lives), instants, instants)
def test_the_report_balances(made: list[Life], one: datetime, two: datetime) -> None:
    """What was to be settled is settled, in process, suspended, withdrawn or stopped."""
    begin, end = sorted((one, two))
    n = Counter(measure for life in made for measure in measures_of(life, begin, end))
    m = Measure
    assert n[m.TO_SETTLE] == n[m.RECEIVED] + n[m.CARRIED_OVER]
    parts = (m.SETTLED, m.IN_PROCESS, m.SUSPENDED, m.WITHDRAWN, m.STOPPED)
    assert n[m.TO_SETTLE] == sum(n[part] for part in parts)
    assert n[m.SETTLED] == n[m.EARLY] + n[m.ON_TIME] + n[m.LATE]
    assert n[m.IN_PROCESS] == n[m.IN_TIME] + n[m.OVERDUE]
    assert n[m.SUSPENDED] == n[m.FOR_PAPERS] + n[m.FOR_DUTY] + n[m.FOR_OTHER]
    assert 0 <= (late_share(n).percent or 0) <= 100


def test_days_are_compared_by_day_and_hours_by_instant() -> None:
    due = datetime(2026, 10, 19, 10, tzinfo=UTC)
    same_day = due + timedelta(hours=3)
    begin, end = due - timedelta(days=9), due + timedelta(days=9)
    by_day, by_hour = (
        Life("finished", begin, same_day, due, by_date, "", None) for by_date in (True, False)
    )
    assert Measure.ON_TIME in measures_of(by_day, begin, end)
    assert Measure.LATE in measures_of(by_hour, begin, end)
