"""R-45 for results: how each exists, by line, and who let one go out on paper, and why."""

from datetime import timedelta

import pytest

from motcua.casework.documents.models import PaperItem, Result
from motcua.casework.documents.rules.papers import Medium, PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle.issue import CannotIssue, Outgoing, number_and_issue
from motcua.casework.lifecycle.sign_result import Chosen, see_original, sign_results
from motcua.casework.scanning import actions, tesseract
from motcua.casework.scanning.actions.certifying import to_certify
from motcua.casework.scanning.queries import station_of
from motcua.kit import clock
from motcua.kit.clock import VIETNAM
from motcua.oversight.indicators import issued, service_index
from motcua.oversight.indicators.digitising import Line
from motcua.oversight.indicators.issued import Asked, Kind
from motcua.oversight.indicators.rules import Period
from motcua.oversight.indicators.service_index import Component, paper_points
from motcua.registers.organisation.models import Unit, UnitSuccession
from motcua.registers.organisation.rules import Role
from tests.casework.desk import NO_CERTIFICATE, Desk
from tests.casework.scanning.scanned import as_pdf, read_all, take
from tests.casework.scanning.scanned import scan_store as scan_store
from tests.casework.signing.authority import bench as bench
from tests.casework.signing.hands import Hands
from tests.casework.signing.hands import hands as hands
from tests.engine.pages.sheets import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Lately, for signatures are made now; nothing reads words."""
    monkeypatch.setattr(tesseract, "is_present", lambda: False)
    desk.now = clock.now() - timedelta(days=9)
    return desk


def scanned(desk: Desk, dossier: Dossier) -> Dossier:
    """The result desk scans the paper result; the machine binds it."""
    by = desk.by(Role.RESULT_OFFICER)
    stack = take(desk, by, as_pdf([paper(1)], 100), dossier_id=dossier.pk)
    item = PaperItem.objects.get(dossier=dossier, state=PaperState.ISSUED)
    pages = [page.pk for page in read_all(desk, stack)]
    actions.place(dossier.pk, pages, item.pk, by=by, now=desk.now)
    actions.bind(item.pk, now=desk.now)
    return dossier


def certified(desk: Desk, hands: Hands, dossier: Dossier) -> None:
    by = desk.by(Role.RESULT_OFFICER)
    hands.give("second", officer_id=by.officer_id)
    pk = scanned(desk, dossier).pk
    actions.certify(pk, to_certify(pk), hands.pin, by=by, now=clock.now())


def signed(desk: Desk, hands: Hands) -> None:
    """A leader signs what was seen; the clerk issues it and is asked for no reason."""
    leader = desk.by(Role.UNIT_LEADER)
    hands.give("leader", officer_id=leader.officer_id)
    dossier = desk.in_appraisal()
    for step in (desk.submit, desk.check):
        desk.later(minutes=5)
        step(dossier)
    seen = see_original(desk.open_task(dossier).pk, by=leader, now=desk.now)
    sign_results([Chosen(seen.task_id, seen.sha256)], hands.pin, by=leader, now=clock.now())
    clerk = desk.later(minutes=5).by(Role.CLERK_SEAL)
    task, outgoing = desk.open_task(dossier).pk, Outgoing("Giấy chứng nhận", "GCN")
    number_and_issue(task, outgoing, by=clerk, now=desk.now)
    assert not PaperItem.objects.filter(dossier=dossier, state=PaperState.ISSUED).exists()


def lately() -> Period:
    today = clock.now().astimezone(VIETNAM).date()
    return Period(today - timedelta(days=20), today)


def test_every_result_is_counted_once_on_every_line_and_has_its_row(
    desk: Desk, hands: Hands
) -> None:
    desk.finished()
    scanned(desk, desk.finished())
    certified(desk, hands, desk.finished())
    signed(desk, hands)
    manager, days = desk.by(Role.CENTRE_MANAGER), lately()

    for line in Line:
        lines = issued.figures(line, days, by=manager, now=clock.now())
        whole = issued.total(lines)
        assert (whole.results, whole.paper, whole.scanned) == (4, 1, 1)
        assert (whole.certified, whole.signed, whole.percent) == (1, 1, 50.0)
        for kind in Kind:
            behind = [
                issued.rows(Asked(line, one.key, kind), days, by=manager, now=clock.now())
                for one in lines
            ]
            assert [len(some) for some in behind] == [getattr(one, kind) for one in lines]
    found = service_index.electronic(days, by=manager, now=clock.now())
    assert paper_points(Component.RESULTS, found, 4) == 3.0


def test_an_exception_names_person_and_reason(desk: Desk) -> None:
    desk.finished()
    asked, days = Asked(Line.UNIT, "", Kind.PAPER), lately()
    (row,) = issued.rows(asked, days, by=desk.by(Role.CENTRE_MANAGER), now=clock.now())

    assert row.why == NO_CERTIFICATE
    assert row.officer == desk.cast.officer(Role.CLERK_SEAL).full_name
    assert row.signer


def test_no_reason_no_result_on_paper(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    for step in (desk.submit, desk.check, desk.approve):
        step(dossier)
    task, outgoing = desk.open_task(dossier).pk, Outgoing("Giấy chứng nhận", "GCN")

    with pytest.raises(CannotIssue, match="no_reason_for_paper"):
        number_and_issue(task, outgoing, by=desk.by(Role.CLERK_SEAL), now=desk.now)
    assert not Result.objects.filter(dossier=dossier).exists()


def test_a_paper_result_waits_at_the_station_and_its_papers_stay_as_weighed(desk: Desk) -> None:
    dossier = desk.finished()
    before = station_of(dossier.pk, str(dossier.code)).papers[-1]
    scanned(desk, dossier)
    result = Result.objects.get(dossier=dossier)
    after = station_of(dossier.pk, str(dossier.code)).papers[-1]

    assert before.is_result
    assert (before.name, before.digital) == (result.title, "waiting")
    assert (after.digital, result.medium) == ("digitised", Medium.SCANNED)
    actions.place(
        dossier.pk, [page.id for page in after.pages], None,
        by=desk.by(Role.RESULT_OFFICER), now=desk.now,
    )  # fmt: skip
    result.refresh_from_db()
    assert result.medium == Medium.PAPER


def test_another_department_sees_none_of_it(desk: Desk) -> None:
    desk.finished()
    stranger = desk.cast.acting(Role.UNIT_LEADER, unit="justice", now=desk.now)

    assert issued.figures(Line.UNIT, lately(), by=stranger, now=clock.now()) == ()


def test_the_board_shows_results_and_their_exceptions(desk: Desk) -> None:
    desk.finished()
    client = desk.cast.client(Role.CENTRE_MANAGER)
    days = lately()
    asked = f"?what=results&from={days.first}&to={days.last}"
    page = client.get(f"/board/digitisation/{asked}").content.decode()

    assert NO_CERTIFICATE in page
    assert "0,00 % kết quả có bản điện tử" in page


def test_a_replaced_unit_counts_with_the_one_that_carries_on_its_work(desk: Desk) -> None:
    desk.finished()
    manager, days, heir = desk.by(Role.CENTRE_MANAGER), lately(), desk.cast.unit("justice")
    (before,) = issued.figures(Line.UNIT, days, by=manager, now=clock.now())
    UnitSuccession.objects.create(
        predecessor_id=int(before.key), successor_id=heir, on=clock.now().date()
    )

    (line,) = issued.figures(Line.UNIT, days, by=manager, now=clock.now())
    asked = Asked(Line.UNIT, line.key, Kind.PAPER)
    (row,) = issued.rows(asked, days, by=manager, now=clock.now())

    assert (line.key, line.name) == (str(heir), Unit.objects.get(pk=heir).name)
    assert (line.results, row.unit) == (before.results, before.name)
