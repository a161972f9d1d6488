"""R-53: a fee is paid when its rule says: before reception, at filing, or before the result."""

from dataclasses import replace

import pytest

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.queries import notices_of
from motcua.casework.dossiers.rules import FinancialState
from motcua.casework.fees.actions import cancel_receipt, take_cash
from motcua.casework.fees.models import FeeDemand
from motcua.casework.fees.queries import balance_of, demands_of, receipts_of
from motcua.casework.fees.rules import DemandState
from motcua.casework.lifecycle import receive, stop
from motcua.casework.lifecycle.bill import CannotBill, CannotDefer, bill, defer_payment
from motcua.casework.lifecycle.issue import CannotReturn
from motcua.casework.lifecycle.refusals import NotYours
from motcua.foundation.journal.queries import entries_of
from motcua.foundation.journal.reactions import deliver_at_once
from motcua.registers.catalogue.rules.draft import FeeDraft
from motcua.registers.catalogue.rules.kinds import DueWhen, FeeKind
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.procedures import REGISTER_FIRM, announced

CERTIFICATE, ASSESSMENT = "Lệ phí cấp giấy", "Phí thẩm định"
SOURCE = "Nghị quyết 09/2025/NQ-HĐND"


def _desk(desk: Desk, *fees: FeeDraft) -> Desk:
    desk.version_id = announced(desk.cast, replace(REGISTER_FIRM, code="9.000054", fees=fees))
    return desk


def _fee(due_when: DueWhen, amount: int | None = 300_000) -> FeeDraft:
    return FeeDraft(FeeKind.FEE, ASSESSMENT, amount, SOURCE, due_when=due_when)


def _billed_before_the_result(desk: Desk) -> Desk:
    certificate = FeeDraft(
        FeeKind.CHARGE, CERTIFICATE, 25_000, SOURCE, due_when=DueWhen.BEFORE_RETURN
    )
    return _desk(desk, certificate, _fee(DueWhen.LATER, None))


def _sums(dossier: Dossier, *amounts: int) -> dict[int, int]:
    ids = FeeDemand.objects.filter(dossier=dossier).order_by("name").values_list("pk", flat=True)
    return dict(zip(ids, amounts, strict=False))


def _at_the_return_point(desk: Desk) -> Dossier:
    dossier = desk.finished()
    desk.collect(dossier)
    return dossier


def test_what_is_paid_before_reception_is_paid_or_nothing_is_received(desk: Desk) -> None:
    _desk(desk, _fee(DueWhen.BEFORE_RECEPTION))
    by = desk.by(Role.RECEPTION_OFFICER)
    with pytest.raises(receive.CannotReceive) as refused:
        receive.receive(desk.filing(), by=by, now=desk.now)
    assert (refused.value.reason, refused.value.facts["fees"]) == ("fee_first", (ASSESSMENT,))
    assert desk.receive().financial_state == FinancialState.PAID


def test_what_falls_due_later_is_not_asked_for_at_reception(desk: Desk) -> None:
    dossier = _billed_before_the_result(desk).receive()
    assert {demand.state for demand in demands_of(dossier.pk)} == {DemandState.FORESEEN}
    assert (receipts_of(dossier.pk), balance_of(dossier.pk)) == ((), 0)
    assert dossier.financial_state == FinancialState.NOTHING_DUE


def test_the_specialist_bills_and_the_citizen_is_told(desk: Desk) -> None:
    dossier = _billed_before_the_result(desk).in_appraisal()
    by, note = desk.by(Role.SPECIALIST), "Biên bản thẩm định 12"
    bill(dossier.pk, _sums(dossier, 25_000, 480_000), note=note, by=by, now=desk.now)
    dossier.refresh_from_db()
    assert (dossier.financial_state, balance_of(dossier.pk)) == (FinancialState.DUE, 505_000)
    (entry,) = [one for one in entries_of(dossier.pk) if one.kind == "fee.billed"]
    assert (entry.body["amount_vnd"], entry.body["note"]) == (505_000, note)
    deliver_at_once()
    assert any("505.000" in text for _, text in notices_of(dossier.pk))


@pytest.mark.parametrize(
    ("certificate", "note", "reason"),
    [
        (-1, "x", "bad_amount"),
        (24_000, "x", "not_the_rules_sum"),
        (0, "", "no_ground_of_sum"),
    ],
)
def test_the_rules_sum_is_not_haggled_over(
    desk: Desk, certificate: int, note: str, reason: str
) -> None:
    dossier = _billed_before_the_result(desk).in_appraisal()
    sums, by = _sums(dossier, certificate), desk.by(Role.SPECIALIST)
    with pytest.raises(CannotBill) as refused:
        bill(dossier.pk, sums, note=note, by=by, now=desk.now)
    assert refused.value.reason == reason


def test_a_stranger_bills_nothing_and_nobody_bills_twice(desk: Desk) -> None:
    dossier = _billed_before_the_result(desk).in_appraisal()
    stranger = desk.cast.acting(Role.SPECIALIST, unit="civil", now=desk.now)
    sums = _sums(dossier, 25_000)
    with pytest.raises(NotYours):
        bill(dossier.pk, sums, by=stranger, now=desk.now)
    bill(dossier.pk, sums, by=desk.by(Role.CASHIER), now=desk.now)
    with pytest.raises(CannotBill):
        bill(dossier.pk, sums, by=desk.by(Role.CASHIER), now=desk.now)


def test_a_result_waits_for_the_bill_and_then_for_the_money(desk: Desk) -> None:
    dossier = _at_the_return_point(_billed_before_the_result(desk))
    with pytest.raises(CannotReturn) as refused:
        desk.return_result(dossier)
    assert refused.value.reason == "not_billed"
    cashier = desk.by(Role.CASHIER)
    bill(dossier.pk, _sums(dossier, 25_000), by=cashier, now=desk.now)
    with pytest.raises(CannotReturn) as refused:
        desk.return_result(dossier)
    assert refused.value.reason == "fee_owed"
    take_cash(dossier.pk, payer_name="Phan Thị Ngọc Ánh", by=cashier, now=desk.now)
    desk.return_result(dossier)
    assert balance_of(dossier.pk) == 0


def test_a_leader_may_let_the_result_go_unpaid_and_the_debt_stays(desk: Desk) -> None:
    dossier = _at_the_return_point(_billed_before_the_result(desk))
    bill(dossier.pk, _sums(dossier, 25_000), by=desk.by(Role.CASHIER), now=desk.now)
    with pytest.raises(NotYours):
        defer_payment(dossier.pk, reason="Cấp cứu", by=desk.by(Role.RESULT_OFFICER), now=desk.now)
    leader = desk.by(Role.CENTRE_MANAGER)
    with pytest.raises(CannotDefer):
        defer_payment(dossier.pk, reason=" ", by=leader, now=desk.now)
    defer_payment(dossier.pk, reason="Máy thu hỏng, hẹn thu sau", by=leader, now=desk.now)
    desk.return_result(dossier)
    (entry,) = [one for one in entries_of(dossier.pk) if one.kind == "fee.payment_deferred"]
    assert (entry.body["amount_vnd"], entry.actor.label) == (25_000, leader.actor.label)
    assert balance_of(dossier.pk) == 25_000


def test_a_receipt_undone_after_an_early_end_leaves_nothing_owed(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    desk.later(hours=1)
    stop.withdraw(dossier.pk, reason="Đổi ý", by=desk.by(Role.SPECIALIST), now=desk.now)
    (receipt,) = receipts_of(dossier.pk)
    second = desk.by(Role.CENTRE_MANAGER)
    cancel_receipt(receipt.receipt_id, reason="Trả lại tiền", by=second, now=desk.now)
    dossier.refresh_from_db()
    assert (balance_of(dossier.pk), dossier.financial_state) == (0, FinancialState.NOTHING_DUE)
    assert {demand.state for demand in demands_of(dossier.pk)} == {DemandState.WAIVED}


def test_stopping_lets_go_of_what_was_billed_and_keeps_what_was_paid(desk: Desk) -> None:
    fees = (
        FeeDraft(FeeKind.CHARGE, CERTIFICATE, 25_000, SOURCE),
        _fee(DueWhen.BEFORE_RETURN),
    )
    dossier = _desk(desk, *fees).in_appraisal()
    foreseen = FeeDemand.objects.get(dossier=dossier, state=DemandState.FORESEEN)
    bill(dossier.pk, {foreseen.pk: 300_000}, by=desk.by(Role.SPECIALIST), now=desk.now)
    stop.withdraw(dossier.pk, reason="Đổi ý", by=desk.by(Role.SPECIALIST), now=desk.now)
    dossier.refresh_from_db()
    assert (balance_of(dossier.pk), dossier.financial_state) == (0, FinancialState.PAID)
