"""The board's figures from rollups, increments and the open set equal the dossiers themselves."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from motcua.casework.dossiers.models import Dossier
from motcua.foundation.journal.queries import entries_about
from motcua.oversight.indicators import actions, proving
from motcua.oversight.indicators.atoms import FLOWING
from motcua.oversight.indicators.figures import figures, monthly
from motcua.oversight.indicators.grains import BY_UNIT, FINE, Grain, buckets, spans
from motcua.oversight.indicators.models import Delta, Proof, Rollup
from motcua.oversight.indicators.queries import lines
from motcua.oversight.indicators.rules import Dimension, Measure, Period, months_before
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
PERIODS = [
    OCTOBER,
    Period(date(2026, 9, 1), date(2026, 9, 30)),
    Period(date(2026, 9, 20), date(2026, 10, 9)),
    Period(date(2026, 9, 8), date(2026, 10, 26)),
    Period(date(2025, 3, 1), date(2026, 9, 28)),
    Period(date(2026, 10, 8), date(2026, 10, 8)),
    Period(date(2025, 1, 1), date(2026, 12, 31)),
]
TABLES = [d for d in Dimension if d is not Dimension.MONTH]


def agree(desk: Desk, role: Role = Role.CENTRE_MANAGER) -> None:
    """Hold every figure of every table against the dossiers."""
    asked: Any = {"by": desk.cast.acting(role, now=desk.now), "now": desk.now}
    for period in PERIODS:
        for dimension in TABLES:
            (shown,) = figures([period], dimension, **asked)
            counted = lines([period], dimension, **asked)
            assert {x.key: x.counts for x in shown} == {x.key: x.counts for x in counted}


def gathered(merge: Callable[[], int]) -> Callable[[], None]:
    def act() -> None:
        merge()
        assert Rollup.objects.exists()
        assert not Delta.objects.exists()

    return act


@pytest.mark.django_db
@pytest.mark.parametrize(
    "before", [lambda: None, gathered(actions.merge), gathered(actions.rebuild)],
    ids=["increments", "merged", "rebuilt"],
)  # fmt: skip
def test_figures_are_those_of_the_dossiers(province: Desk, before: Callable[[], None]) -> None:
    before()
    agree(province)
    agree(province, Role.UNIT_LEADER)


@pytest.mark.django_db
def test_rebuilt_and_merged_are_the_same_rows(province: Desk) -> None:
    actions.merge()
    merged = set(Rollup.objects.values_list())
    actions.rebuild()
    assert set(Rollup.objects.values_list()) == merged


@pytest.mark.django_db
def test_a_dossier_reopened_gives_back_what_it_brought(province: Desk) -> None:
    ended = Dossier.objects.filter(finished_at__isnull=False)
    before = dict(ended.values_list("pk", "finished_at"))
    actions.merge()
    ended.filter(state__in=["finished", "returned"]).update(state="in_process", finished_at=None)
    connection.check_constraints()
    agree(province)
    actions.merge()
    for pk, instant in before.items():
        Dossier.objects.filter(pk=pk, finished_at=None).update(
            state="finished", finished_at=instant
        )
    connection.check_constraints()
    agree(province)


@pytest.mark.django_db
def test_a_result_taken_back_leaves_no_increment(province: Desk) -> None:
    actions.merge()
    returned = Dossier.objects.filter(state="finished")
    assert returned.update(state="returned", returned_at=province.now)
    connection.check_constraints()
    assert not Delta.objects.exists()


@pytest.mark.django_db
def test_months_and_years_stand_side_by_side(province: Desk) -> None:
    asked: Any = {"by": province.by(Role.INSPECTOR), "now": province.now}
    months = months_before(OCTOBER.last, 12)
    counted = {x.key: x.counts for x in lines(months, Dimension.MONTH, **asked)}
    assert {x.key: x.counts for x in monthly(months, **asked)} == counted
    apart = [Period(date(2025, 9, 1), date(2025, 9, 30)), *months[-2:]]
    for period, shown in zip(apart, figures(apart, Dimension.FIELD, **asked), strict=True):
        assert {x.key: x.counts for x in shown} == {
            x.key: x.counts for x in lines([period], Dimension.FIELD, **asked)
        }


@pytest.mark.django_db
def test_without_stays_the_rest_is_the_same(province: Desk) -> None:
    asked: Any = {"by": province.by(Role.INSPECTOR), "now": province.now}
    months = months_before(OCTOBER.last, 3)
    whole = {line.key: line.counts for line in monthly(months, **asked)}
    found = {line.key: line.counts for line in monthly(months, **asked, with_stays=False)}
    assert found == {key: {m: counts[m] for m in FLOWING} for key, counts in whole.items()}


@pytest.mark.django_db
def test_any_number_of_periods_is_one_statement(province: Desk) -> None:
    by = province.by(Role.CENTRE_MANAGER)
    with CaptureQueriesContext(connection) as captured:
        monthly(months_before(OCTOBER.last, 24), by=by, now=province.now)
    assert len(captured) == 1


@pytest.mark.django_db
def test_the_proof_finds_nothing_and_then_what_was_broken(
    province: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    actions.merge()
    assert proving.prove(province.now, PERIODS) == ()
    assert not proving.is_in_doubt()
    Rollup.objects.filter(grain=Grain.MONTH, late__gt=0).update(late=0)
    found = proving.prove(province.now, PERIODS)
    assert {difference.measure for difference in found} >= {Measure.LATE, Measure.SETTLED}
    assert proving.is_in_doubt()
    assert "differ from the dossiers" in caplog.text
    last = Proof.objects.latest("pk")
    (entry,) = entries_about("proof", str(last.pk))
    assert (entry.body["figures"], entry.body["differences"]) == (last.figures, len(found))
    actions.rebuild()
    assert proving.prove(province.now, PERIODS) == ()
    assert not proving.is_in_doubt()


@pytest.mark.django_db
@pytest.mark.parametrize("grain", Grain)
def test_no_row_of_any_grain_and_time_is_changed_unseen(province: Desk, grain: Grain) -> None:
    """Two years later no usual period reads it; the other grains contradict it all the same."""
    actions.merge()
    much_later = province.now + timedelta(days=800)
    assert proving.prove(much_later) == ()
    row = Rollup.objects.filter(grain=grain, late__gt=0).first()
    assert row is not None
    Rollup.objects.filter(pk=row.pk).update(late=row.late - 1, early=row.early + 1)
    found = proving.prove(much_later)
    assert {difference.measure for difference in found} >= {Measure.LATE, Measure.EARLY}
    Rollup.objects.filter(pk=row.pk).delete()
    assert proving.prove(much_later)
    actions.rebuild()
    assert proving.prove(much_later) == ()


@pytest.mark.django_db
def test_every_night_proves_running_and_past_periods() -> None:
    periods = proving.usual_periods(datetime(2026, 3, 1, 18, tzinfo=UTC))
    assert Period(date(2026, 3, 1), date(2026, 3, 2)) in periods
    assert Period(date(2026, 2, 1), date(2026, 2, 28)) in periods
    assert Period(date(2025, 1, 1), date(2025, 12, 31)) in periods


days = st.dates(date(2021, 1, 1), date(2028, 12, 31))


@given(days, days, st.sampled_from([FINE, BY_UNIT]), days)
def test_spans_cover_every_day_once(
    one: date, two: date, grains: tuple[Grain, Grain, Grain], day: date
) -> None:
    first, last = sorted((one, two))
    day_, month, year = grains
    begin = {day_: day, month: day.replace(day=1), year: day.replace(month=1, day=1)}
    hits = [s.sign for s in spans(first, last, grains) if s.first <= begin[s.grain] <= s.last]
    assert sum(hits) == (first <= day <= last)


@given(days, days)
def test_spans_read_few_rows(one: date, two: date) -> None:
    first, last = sorted((one, two))
    lengths = {FINE[0]: 1, FINE[1]: 28, FINE[2]: 365}
    found = tuple(spans(first, last, FINE))
    cells = [((s.last - s.first).days + 1) // lengths[s.grain] for s in found if s.grain != FINE[2]]
    assert sum(cells) <= 2 * (16 + 7)


@given(days, st.lists(st.integers(0, 40), min_size=1, max_size=4), days)
def test_buckets_follow_each_other_to_the_end_of_time(
    first: date, lengths: list[int], today: date
) -> None:
    periods, begin = [], first
    for length in lengths:
        last = begin + timedelta(days=length)
        periods.append(Period(begin, last))
        begin = last + timedelta(days=1 + length % 3)
    today = max(today, periods[-1].first)
    cuts = buckets(periods, today)
    assert [cut.period for cut in cuts if cut.period is not None] == list(range(len(periods)))
    assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(cuts))
    assert (cuts[0].first, cuts[-1].last) == (first, date.max)
