"""R-21: late, supplemented and withdrawn dossiers can be counted, each with its cause."""

from datetime import UTC, datetime, timedelta

import pytest

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import Moments, State, Timeliness, timeliness
from motcua.casework.lifecycle import extend, stop, supplement
from motcua.casework.lifecycle.supplying import Demand, Lacking
from motcua.foundation.journal.queries import entries_of
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk


def _judged(dossier: Dossier, now: datetime) -> Timeliness:
    dossier.refresh_from_db()
    state = State(dossier.state)
    moments = Moments(state, dossier.due_at, dossier.original_due_at, dossier.finished_at)
    return timeliness(moments, now=now, near=now + timedelta(days=1))


def test_an_apology_does_not_make_a_late_dossier_punctual(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    later = datetime(2026, 10, 23, 10, 0, tzinfo=UTC)
    extend.extend(
        dossier.pk, later, reason="Chờ xác minh", by=desk.by(Role.UNIT_LEADER), now=desk.now
    )
    assert _judged(dossier, desk.later(days=9).now) == Timeliness.LATE
    for step in (desk.submit, desk.check, desk.approve, desk.issue):
        step(dossier)
    assert _judged(dossier, desk.now) == Timeliness.DONE_LATE


def test_days_of_waiting_for_the_applicant_are_not_the_offices_lateness(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    demand = Demand((Lacking("Điều lệ công ty", "thiếu chữ ký"),), "Điều lệ chưa ký đủ")
    by = desk.by(Role.SPECIALIST)
    supplement.ask_supplement(dossier.pk, demand, by=by, now=desk.now)
    assert _judged(dossier, desk.later(days=30).now) == Timeliness.PAUSED
    asked = next(e for e in entries_of(dossier.pk) if e.kind == "dossier.supplement_asked")
    assert asked.body["reason"] == "Điều lệ chưa ký đủ"


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_is_supplemented_or_withdrawn_without_its_cause(desk: Desk, reason: str) -> None:
    dossier = desk.in_appraisal()
    by = desk.by(Role.SPECIALIST)
    demand = Demand((Lacking("Điều lệ công ty", "thiếu"),), reason)
    with pytest.raises(supplement.CannotAskSupplement):
        supplement.ask_supplement(dossier.pk, demand, by=by, now=desk.now)
    with pytest.raises(stop.CannotWithdraw):
        stop.withdraw(dossier.pk, reason=reason, by=by, now=desk.now)
