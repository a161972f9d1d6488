"""The hours of a selection are the sums of its rows, whatever it is cut by."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.casework.dossiers.models import Dossier
from motcua.oversight.clockwatch.actions import keep_splits
from motcua.oversight.clockwatch.rules import Cause
from motcua.oversight.clockwatch.selections import Selection, lines_of, rows_of, total_of
from motcua.oversight.indicators.rules import Dimension, Period
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.oversight.seeded import province

__all__ = ["province"]
pytestmark = pytest.mark.django_db
AUTUMN = Period(date(2026, 9, 1), date(2026, 10, 31))


@pytest.fixture
def kept(province: Desk) -> Desk:
    ids = Dossier.objects.values_list("pk", flat=True)
    keep_splits(min(ids), max(ids), province.now)
    return province


@pytest.mark.parametrize("dimension", [Dimension.UNIT, Dimension.PROCEDURE])
@pytest.mark.parametrize("is_only_late", [True, False])
@pytest.mark.parametrize("channel", ["", "counter", "post"])
def test_the_lines_are_the_sums_of_the_rows(
    kept: Desk, dimension: Dimension, is_only_late: bool, channel: str
) -> None:
    selection = Selection(AUTUMN, is_only_late=is_only_late, channel=channel)
    by, now = kept.by(Role.INSPECTOR), kept.now
    total = total_of(lines_of(selection, dimension, by=by, now=now))
    running, ended = rows_of(selection, by=by, now=now)
    rows = (*running, *ended)
    assert total.count == len(rows)
    assert rows or channel
    assert total.open_count == len(running)
    for cause in Cause:
        assert total.spent[cause] == sum(row.spent[cause] for row in rows)


def test_a_line_narrowed_is_the_line(kept: Desk) -> None:
    by, now = kept.by(Role.INSPECTOR), kept.now
    selection = Selection(AUTUMN)
    for line in lines_of(selection, Dimension.PROCEDURE, by=by, now=now):
        narrowed = Selection(AUTUMN, procedure_id=line.key)
        (same,) = lines_of(narrowed, Dimension.PROCEDURE, by=by, now=now)
        assert same == line
    (unit,) = lines_of(selection, Dimension.UNIT, by=by, now=now)
    assert unit.key == kept.cast.unit("finance")
    assert lines_of(Selection(AUTUMN, unit_id=unit.key), Dimension.UNIT, by=by, now=now) == (unit,)


def test_the_late_ones_are_open_or_ended_late(kept: Desk) -> None:
    by, now = kept.by(Role.CENTRE_MANAGER), kept.now
    running, ended = rows_of(Selection(AUTUMN), by=by, now=now)
    assert running
    assert ended
    assert all(row.is_late for row in (*running, *ended))
    past = Selection(Period(date(2026, 9, 1), date(2026, 9, 30)))
    assert rows_of(past, by=by, now=now)[0] == ()


def test_nobody_sees_beyond_his_units(kept: Desk) -> None:
    own = lines_of(Selection(AUTUMN), Dimension.UNIT, by=kept.by(Role.UNIT_LEADER), now=kept.now)
    assert own
    stranger = kept.cast.acting(Role.UNIT_LEADER, unit="justice", now=kept.now)
    assert lines_of(Selection(AUTUMN), Dimension.UNIT, by=stranger, now=kept.now) == ()
    assert rows_of(Selection(AUTUMN), by=stranger, now=kept.now) == ((), ())


def test_pages_follow_each_other(kept: Desk) -> None:
    by, now = kept.by(Role.INSPECTOR), kept.now
    every = Selection(AUTUMN, is_only_late=False)
    _running, ended = rows_of(every, by=by, now=now)
    middle = ended[len(ended) // 2]
    assert middle.ended_at is not None
    after = (middle.ended_at, middle.dossier_id)
    running, later = rows_of(every, by=by, now=now, before=after)
    assert running == ()
    assert later == ended[len(ended) // 2 + 1 :]


def test_the_table_costs_three_statements(kept: Desk) -> None:
    by, now = kept.by(Role.INSPECTOR), kept.now
    for dimension in (Dimension.UNIT, Dimension.PROCEDURE):
        with CaptureQueriesContext(connection) as captured:
            lines_of(Selection(AUTUMN), dimension, by=by, now=now)
        assert len(captured) <= 3
