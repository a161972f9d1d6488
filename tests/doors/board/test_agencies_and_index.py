"""An agency beside itself and its peers, and the service index: figures, rows, what is unknown."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.doors.board import tables
from motcua.doors.board.asked import Asked
from motcua.kit import clock
from motcua.oversight.indicators.agency import peers_of, with_predecessors
from motcua.oversight.indicators.comparing import TOTAL, year_ago
from motcua.oversight.indicators.queries import Line
from motcua.oversight.indicators.rules import Dimension, Measure, Period
from motcua.oversight.indicators.service_index import (
    Component,
    Inputs,
    Services,
    points,
    rows,
    service_points,
)
from motcua.registers.organisation.models import Unit, UnitSuccession
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.doors.board.test_board import figures_of, read, today
from tests.oversight.seeded import at, province

__all__ = ["province", "today"]
pytestmark = pytest.mark.django_db
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
NOTHING = dict.fromkeys(Measure, 0)


def finance(desk: Desk) -> int:
    return desk.cast.unit("finance")


def test_every_figure_of_an_agency_opens_its_rows(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    page = read(browser, f"/board/agencies/{finance(today)}/", **{"from": "2026-10-01"})
    found = list(figures_of(page))
    assert len(found) > 30
    for href, figure in found:
        assert read(browser, href).count("<tr>") - 1 == figure, href
    assert "dưới 30: không so sánh" in page


def test_an_agency_out_of_sight_is_not_there(today: Desk) -> None:
    other = today.cast.client(Role.UNIT_LEADER, unit="justice")
    assert other.get(f"/board/agencies/{finance(today)}/").status_code == 404
    assert today.cast.client(Role.INSPECTOR).get("/board/agencies/999999/").status_code == 404


def test_a_division_has_no_figures_of_its_own(today: Desk) -> None:
    division = Unit.objects.filter(level="division", parent=finance(today)).values_list("pk")
    page = f"/board/agencies/{division[0][0]}/"
    assert today.cast.client(Role.INSPECTOR).get(page).status_code == 404


def test_a_leader_counts_of_the_taken_over_what_he_may_open(today: Desk) -> None:
    """The heir's leader sees no dossier of the old department, so no figure of them either."""
    heir, day = today.cast.unit("justice"), date(2026, 10, 1)
    UnitSuccession.objects.create(predecessor_id=finance(today), successor_id=heir, on=day)
    leader = today.cast.client(Role.UNIT_LEADER, unit="justice")
    for browser, opens in ((leader, False), (today.cast.client(Role.INSPECTOR), True)):
        page = read(browser, f"/board/agencies/{heir}/", **{"from": "2026-10-01"})
        found = list(figures_of(page))
        assert bool(found) is opens
        for href, figure in found:
            assert read(browser, href).count("<tr>") - 1 == figure, href


def test_an_agency_costs_a_bounded_number_of_statements(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    for months in ("12", "24"):
        with CaptureQueriesContext(connection) as captured:
            read(browser, f"/board/agencies/{finance(today)}/", months=months)
        assert len(captured) <= 11 + 1


def test_a_unit_is_compared_with_those_whose_work_it_took_over(today: Desk) -> None:
    """The Department of old has the dossiers; its heir shows them as its own year before."""
    old = Unit.objects.get(pk=finance(today))
    new = Unit.objects.create(
        code="H41.99", name="Sở mới", sort_key="so moi", level=old.level,
        valid_from=date(2027, 1, 1),
    )  # fmt: skip
    UnitSuccession.objects.create(predecessor=old, successor=new, on=date(2027, 1, 1))
    by = today.by(Role.CENTRE_MANAGER)
    line = Line(str(new.pk), new.name, NOTHING)
    later = at(31).replace(year=2027)
    was = year_ago([line], OCTOBER, Dimension.UNIT, by=by, now=later)
    assert was[line.key].counts == was[TOTAL].counts
    assert was[line.key].counts[Measure.RECEIVED] > 0
    ago = tables.YearAgo(was, Asked(OCTOBER))
    drawn = tables.table([line], Asked(Period(date(2027, 10, 1), date(2027, 10, 31))), "", ago)
    browser = today.cast.client(Role.CENTRE_MANAGER)
    found = list(figures_of(drawn))
    assert len(found) == 2
    for href, figure in found:
        assert read(browser, href).count("<tr>") - 1 == figure, href
    assert with_predecessors(new.pk) == (new.pk, old.pk)


def test_a_unit_whose_work_was_divided_has_no_single_heir(today: Desk) -> None:
    old, day = finance(today), date(2027, 1, 1)
    for unit in ("justice", "centre"):
        heir = today.cast.unit(unit)
        UnitSuccession.objects.create(predecessor_id=old, successor_id=heir, on=day)
    assert with_predecessors(today.cast.unit("justice")) == (today.cast.unit("justice"),)


def _line(key: str, settled: int, late: int) -> Line:
    return Line(key, key, NOTHING | {Measure.SETTLED: settled, Measure.LATE: late})


def test_peers_are_those_of_the_level_with_dossiers_enough() -> None:
    lines = [_line(str(n), 100, n) for n in range(1, 8)] + [_line("8", 29, 29), _line("9", 99, 99)]
    levels = dict.fromkeys(range(1, 9), "department") | {9: "commune"}
    found = peers_of(lines, levels, "department", "7")
    assert found is not None
    assert (found.count, found.middle) == (6, 3.5)
    assert peers_of(lines[:5], levels, "department", "5") is None


def test_the_index_counts_what_the_definition_says(today: Desk) -> None:
    by, year = today.by(Role.INSPECTOR), Period(date(2026, 1, 1), date(2026, 12, 31))
    (row,) = rows(year, by=by, now=today.now)
    for month, inputs in row.months.items():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*), count(*) FILTER (WHERE channel = 'online') FROM dossiers_dossier"
                " WHERE date_trunc('month', received_at AT TIME ZONE 'Asia/Ho_Chi_Minh') = %s",
                [month],
            )
            assert cursor.fetchone() == (inputs.received, inputs.online)
    assert set(row.months) == {date(2026, 9, 1), date(2026, 10, 1)}
    assert 0 < row.whole.in_time < row.whole.received


def test_points_are_those_of_the_decision_and_null_is_not_zero() -> None:
    assert points(Component.PROGRESS, Inputs(40, 30, 0)) == 15
    assert points(Component.PROGRESS, Inputs(10, 15, 0)) == 20
    assert points(Component.ONLINE, Inputs(40, 0, 10)) == 3
    assert points(Component.ONLINE, Inputs(40, 0, 30)) == 6
    assert points(Component.ONLINE, Inputs()) is None
    assert service_points(Component.OFFERED, Services(100, 40, 10)) == 1
    assert service_points(Component.USED, Services(100, 40, 10)) == 1
    assert service_points(Component.USED, Services(100, 0, 0)) is None


@pytest.mark.parametrize("component", ["2.1", "3.3"])
def test_each_cell_of_the_index_opens_its_rows(today: Desk, component: str) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    page = read(browser, "/board/index/", of=component)
    found = re.findall(r'<a class="fig" href="([^"]+)">([\d,]+)</a>', page)
    assert len(found) == 4
    for href, _points in found:
        assert read(browser, href.replace("&amp;", "&")).count("<tr>") > 1
    assert page.count("chưa có số liệu") == 11


@pytest.mark.parametrize("query", [{"year": "1"}, {"year": "²²²²"}, {"of": "9.9"}, {"of": "3.1"}])
def test_nonsense_becomes_this_year(today: Desk, query: dict[str, str]) -> None:
    page = read(today.cast.client(Role.CENTRE_MANAGER), "/board/index/", **query)
    assert "Chỉ số phục vụ năm 2026" in page


def test_the_index_costs_four_statements_and_those_of_the_session(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    read(browser, "/board/index/")
    with CaptureQueriesContext(connection) as captured:
        read(browser, "/board/index/")
    assert len(captured) <= 4 + 1


def test_risk_costs_a_bounded_number_of_statements(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    read(browser, "/board/risk/")
    with CaptureQueriesContext(connection) as captured:
        read(browser, "/board/risk/")
    assert len(captured) <= 3 + 1
    assert clock.now() == today.now
