"""What the sweep said reaches whoever holds the step and whoever leads the unit, nobody else."""

import pytest

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle.file import file
from motcua.oversight.clockwatch.sweep import sweep, watch_receptions
from motcua.registers.catalogue.rules.kinds import Channel
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.doors.desk.statements import statements

pytestmark = pytest.mark.django_db


def told(at: Desk, role: Role, unit: str = "") -> str:
    answer = at.cast.client(role, unit=unit).get("/desk/alerts/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def late(at: Desk) -> Dossier:
    dossier = at.in_appraisal()
    at.later(days=20)
    sweep(at.now)
    return dossier


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.DIVISION_LEADER, Role.UNIT_LEADER])
def test_the_holder_and_the_leaders_are_told(at: Desk, late: Dossier, role: Role) -> None:
    page = told(at, role)
    assert "Đã quá hẹn" in page
    assert "Cần trình thư xin lỗi" in page
    assert page.count(str(late.code)) >= 2


def test_nobody_else_is_told(at: Desk, late: Dossier) -> None:
    assert str(late.code) not in told(at, Role.UNIT_LEADER, unit="justice")
    assert "Không có lời nhắc nào" in told(at, Role.RECEPTION_OFFICER)
    assert at.cast.client(Role.CASHIER).get("/desk/alerts/").status_code == 404


def test_an_alert_goes_when_the_work_is_done(at: Desk, late: Dossier) -> None:
    for step in (at.submit, at.check, at.approve, at.issue):
        step(late)
    assert "Không có lời nhắc nào" in told(at, Role.UNIT_LEADER)


def test_the_counter_is_told_of_filings_that_wait(at: Desk) -> None:
    file(at.filing(channel=Channel.ONLINE), state=State.SUBMITTED, now=at.now)
    at.later(days=2)
    watch_receptions(at.now)
    assert "Chưa tiếp nhận quá 8 giờ làm việc" in told(at, Role.RECEPTION_OFFICER)


def test_it_costs_one_statement_and_those_of_the_session(at: Desk, late: Dossier) -> None:
    browser = at.cast.client(Role.UNIT_LEADER)
    browser.get("/desk/alerts/")
    with statements() as said:
        browser.get("/desk/alerts/")
    assert len(said) <= 1 + 1


def test_old_alerts_are_not_shown_for_ever(at: Desk, late: Dossier) -> None:
    at.later(days=15)
    assert "Không có lời nhắc nào" in told(at, Role.UNIT_LEADER)
