"""Supplements, pauses and extension: what they do to the promise."""

from datetime import UTC, datetime

import pytest

from motcua.casework.documents.models import FormIssue
from motcua.casework.dossiers.clocks import clock_of
from motcua.casework.dossiers.models import Dossier, SupplementItem
from motcua.casework.dossiers.queries import explain_clock
from motcua.casework.dossiers.rules import State, SuspensionReason
from motcua.casework.lifecycle import extend, supplement, suspend
from motcua.casework.lifecycle.supplement import CannotAskSupplement
from motcua.casework.lifecycle.supplying import Demand, Lacking
from motcua.kit.clock import VIETNAM
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk

DEMAND = Demand((Lacking("Điều lệ công ty", "thiếu chữ ký trang 3"),), "Điều lệ chưa ký đủ")


def _ask(desk: Desk, dossier: Dossier, demand: Demand = DEMAND) -> None:
    supplement.ask_supplement(dossier.pk, demand, by=desk.by(Role.SPECIALIST), now=desk.now)


def _bring(desk: Desk, dossier: Dossier) -> None:
    items = SupplementItem.objects.filter(request__dossier=dossier).values_list("pk", flat=True)
    by = desk.by(Role.RECEPTION_OFFICER)
    supplement.receive_supplement(dossier.pk, frozenset(items), by=by, now=desk.now)


def _due(dossier: Dossier) -> str:
    dossier.refresh_from_db()
    assert dossier.due_at is not None
    return f"{dossier.due_at.astimezone(VIETNAM):%d/%m/%Y %H:%M}"


def test_a_supplement_stops_the_clock_and_its_answer_moves_the_promise(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    assert _due(dossier) == "19/10/2026 17:00"
    desk.later(days=1)
    _ask(desk, dossier)
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_SUPPLEMENT
    desk.later(days=7)
    _bring(desk, dossier)
    assert dossier.due_at is not None
    assert _due(dossier) == "26/10/2026 17:00"
    assert dossier.state == State.IN_PROCESS
    assert dossier.original_due_at == dossier.due_at


def test_a_second_round_needs_a_basis_and_an_approver(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    _ask(desk, dossier)
    _bring(desk, dossier)
    with pytest.raises(CannotAskSupplement) as refused:
        _ask(desk, dossier)
    assert refused.value.reason == "second_round"
    approved = Demand(DEMAND.items, "Phát sinh", "Điều 19 khoản 3", "Trần Thị Lãnh Đạo")
    _ask(desk, dossier, approved)
    dossier.refresh_from_db()
    assert dossier.supplement_rounds == 2


def test_asking_before_reception_starts_no_clock(desk: Desk) -> None:
    by = desk.by(Role.RECEPTION_OFFICER)
    dossier = supplement.ask_before_reception(desk.filing(), DEMAND, by=by, now=desk.now)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.due_at) == (State.TO_COMPLETE, None)
    assert FormIssue.objects.filter(dossier=dossier, kind="supplement_request").exists()


def test_a_pause_needs_a_listed_ground_with_its_document(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    by = desk.by(Role.SPECIALIST)
    with pytest.raises(suspend.CannotSuspend):
        suspend.suspend(
            dossier.pk, SuspensionReason.FIELD_CHECK, legal_basis="", by=by, now=desk.now
        )
    suspend.suspend(
        dossier.pk, SuspensionReason.FIELD_CHECK, legal_basis="Giấy mời 12", by=by, now=desk.now
    )
    desk.later(days=2)
    suspend.resume(dossier.pk, proof="Biên bản 3", by=by, now=desk.now)
    assert _due(dossier) == "21/10/2026 17:00"


def test_one_extension_only_and_the_first_promise_stays_the_measure(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    by, to = desk.by(Role.UNIT_LEADER), datetime(2026, 10, 23, 10, 0, tzinfo=UTC)
    extend.extend(dossier.pk, to, reason="Chờ xác minh", by=by, now=desk.now)
    assert _due(dossier) == "23/10/2026 17:00"
    assert dossier.original_due_at == datetime(2026, 10, 19, 10, 0, tzinfo=UTC)
    with pytest.raises(extend.CannotExtend):
        extend.extend(dossier.pk, to.replace(day=26), reason="Nữa", by=by, now=desk.now)


def test_recomputing_the_clock_gives_what_is_stored(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    desk.later(days=1)
    _ask(desk, dossier)
    desk.later(days=9, hours=3)
    _bring(desk, dossier)
    dossier.refresh_from_db()
    again = clock_of(dossier, list(dossier.clock_events.all()))
    assert (again.due_at, again.original_due_at) == (dossier.due_at, dossier.original_due_at)


def test_the_clock_explains_itself_in_both_languages(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    desk.later(days=1)
    _ask(desk, dossier)
    desk.later(days=7)
    _bring(desk, dossier)
    vietnamese = explain_clock(str(dossier.code), "vi")
    assert "5 ngày làm việc" in vietnamese
    assert "26/10" in vietnamese
    assert "working day" in explain_clock(str(dossier.code), "en")
