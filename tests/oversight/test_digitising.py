"""R-45: what share is electronic, by unit, officer, procedure, month; exceptions by name."""

from datetime import date

import pytest

from motcua.casework.documents import digital
from motcua.casework.documents.models import PaperItem
from motcua.casework.documents.rules.papers import DigitalState, PaperState
from motcua.oversight.indicators import digitising, service_index
from motcua.oversight.indicators.digitising import Asked, Group, Line
from motcua.oversight.indicators.rules import Period
from motcua.oversight.indicators.service_index import Component, Electronic, paper_points
from motcua.registers.organisation.models import Unit, UnitSuccession
from motcua.registers.organisation.rules import Role
from tests.casework.desk import UNSCANNED, Desk
from tests.casework.scanning.scanned import hand

pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """One dossier handed over unscanned, one complete, one half scanned, one reused."""
    desk.hand_over(desk.receive())
    for states in (
        (DigitalState.DIGITISED, DigitalState.DIGITISED),
        (DigitalState.SCANNED, DigitalState.WAITING),
        (DigitalState.REUSED, DigitalState.REUSED),
    ):
        _marked(desk, states)
    return desk


def _marked(desk: Desk, states: tuple[DigitalState, ...]) -> None:
    dossier = desk.receive()
    papers = PaperItem.objects.filter(dossier=dossier, state=PaperState.RECEIVED).order_by("id")
    by = hand(desk.by(Role.RECEPTION_OFFICER))
    for paper, state in zip(papers, states, strict=False):
        digital.mark(paper, state, by=by)


@pytest.mark.parametrize("line", list(Line))
def test_each_line_counts_every_dossier_once(desk: Desk, line: Line) -> None:
    manager = desk.by(Role.CENTRE_MANAGER)
    whole = digitising.total(digitising.figures(line, YEAR, by=manager, now=desk.now))

    assert whole.dossiers == 4
    assert whole.dossiers == whole.complete + whole.excused + whole.waiting
    assert (whole.complete, whole.excused, whole.with_reuse) == (2, 1, 1)


@pytest.mark.parametrize("group", list(Group))
def test_a_figure_has_its_rows(desk: Desk, group: Group) -> None:
    manager = desk.by(Role.CENTRE_MANAGER)
    (line,) = digitising.figures(Line.UNIT, YEAR, by=manager, now=desk.now)
    rows = digitising.rows(Asked(Line.UNIT, line.key, group), YEAR, by=manager, now=desk.now)
    counts = {
        Group.ALL: line.dossiers, Group.COMPLETE: line.complete, Group.REUSED: line.with_reuse,
        Group.EXCUSED: line.excused, Group.WAITING: line.waiting,
    }  # fmt: skip

    assert len(rows) == counts[group]


def test_an_exception_names_person_and_reason(desk: Desk) -> None:
    manager = desk.by(Role.CENTRE_MANAGER)
    (row,) = digitising.rows(Asked(Line.UNIT, "", Group.EXCUSED), YEAR, by=manager, now=desk.now)

    assert row.excuse == UNSCANNED
    assert row.officer == desk.cast.officer(Role.RECEPTION_OFFICER).full_name
    assert row.missing == row.papers > 0


def test_another_department_sees_none_of_it(desk: Desk) -> None:
    stranger = desk.cast.acting(Role.UNIT_LEADER, unit="justice", now=desk.now)

    assert digitising.figures(Line.UNIT, YEAR, by=stranger, now=desk.now) == ()


def test_the_service_index_knows_the_facts(desk: Desk) -> None:
    manager = desk.by(Role.CENTRE_MANAGER)
    found = service_index.electronic(YEAR, by=manager, now=desk.now)

    assert found == Electronic(digitised=3, reused=1)
    assert paper_points(Component.DIGITISED, found, 4) == 3.0
    assert paper_points(Component.REUSED, found, 4) == pytest.approx(0.625)
    assert paper_points(Component.REUSED, found, 0) is None


def test_the_board_shows_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.kit.clock.now", lambda: desk.now)
    page = desk.cast.client(Role.CENTRE_MANAGER).get("/board/digitisation/").content.decode()

    assert UNSCANNED in page
    assert "50,00 % hồ sơ có đủ bản điện tử" in page


def test_a_replaced_unit_counts_with_the_one_that_carries_on_its_work(desk: Desk) -> None:
    """Replaced twice; its line leads to its rows, which tell the unit of that day."""
    manager, day = desk.by(Role.CENTRE_MANAGER), date(2026, 12, 1)
    (before,) = digitising.figures(Line.UNIT, YEAR, by=manager, now=desk.now)
    last = desk.cast.unit("justice")
    between = Unit.objects.create(
        code="H41.98", name="Sở giữa", sort_key="so giua", level="department", valid_from=day
    )
    UnitSuccession.objects.create(predecessor_id=int(before.key), successor=between, on=day)
    UnitSuccession.objects.create(predecessor=between, successor_id=last, on=day)

    (line,) = digitising.figures(Line.UNIT, YEAR, by=manager, now=desk.now)
    asked = Asked(Line.UNIT, line.key, Group.ALL)
    rows = digitising.rows(asked, YEAR, by=manager, now=desk.now)

    assert (line.key, line.name) == (str(last), Unit.objects.get(pk=last).name)
    assert line.dossiers == before.dossiers == len(rows)
    assert {row.unit for row in rows} == {before.name}


def test_a_divided_unit_keeps_its_own_line(desk: Desk) -> None:
    manager, day = desk.by(Role.CENTRE_MANAGER), date(2026, 12, 1)
    before = digitising.figures(Line.UNIT, YEAR, by=manager, now=desk.now)
    for heir in ("justice", "civil"):
        UnitSuccession.objects.create(
            predecessor_id=int(before[0].key), successor_id=desk.cast.unit(heir), on=day
        )

    assert digitising.figures(Line.UNIT, YEAR, by=manager, now=desk.now) == before
