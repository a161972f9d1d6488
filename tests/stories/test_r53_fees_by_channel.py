"""R-53: the People's Council sets the fee by channel; the desk asks what holds on the day."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.casework.dossiers.rules import FinancialState
from motcua.casework.fees.actions import (
    CannotCancelReceipt,
    CannotTakeCash,
    cancel_receipt,
    take_cash,
)
from motcua.casework.fees.queries import balance_of, demands_of, receipts_of
from motcua.casework.lifecycle.receive import receive
from motcua.registers.catalogue.rules.draft import FeeDraft
from motcua.registers.catalogue.rules.kinds import Channel, FeeKind, OnlineLevel
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.procedures import REGISTER_FIRM, announced

COUNCIL = "Nghị quyết 09/2025/NQ-HĐND"
NAME = "Lệ phí đăng ký"
BY_CHANNEL = replace(
    REGISTER_FIRM,
    code="9.000053",
    online_level=OnlineLevel.FULL,
    fees=(
        FeeDraft(FeeKind.CHARGE, NAME, 50_000, COUNCIL, valid_to=date(2026, 10, 31)),
        FeeDraft(FeeKind.CHARGE, NAME, 70_000, COUNCIL, valid_from=date(2026, 11, 1)),
        FeeDraft(FeeKind.CHARGE, NAME, 0, COUNCIL, channel=Channel.ONLINE),
    ),
)


def test_online_costs_nothing_and_the_counter_the_full_sum(desk: Desk) -> None:
    desk.version_id = announced(desk.cast, BY_CHANNEL)
    counter, online = desk.receive(), desk.receive(channel=Channel.ONLINE)
    (owed,) = demands_of(counter.pk)
    assert (owed.amount_vnd, owed.legal_source) == (50_000, COUNCIL)
    assert demands_of(online.pk) == ()
    assert online.financial_state == FinancialState.NOTHING_DUE


def test_the_sum_is_the_one_of_the_day(desk: Desk) -> None:
    desk.version_id = announced(desk.cast, BY_CHANNEL)
    (owed,) = demands_of(desk.later(days=21).receive().pk)
    assert owed.amount_vnd == 70_000


def test_words_too_long_for_the_book_are_refused_in_words(desk: Desk) -> None:
    by = desk.by(Role.RECEPTION_OFFICER)
    unpaid = receive(desk.filing(), by=by, now=desk.now).dossier
    for payer, reason in (("Á" * 201, "too_long"), ("Ánh\x00", "bad_character")):
        with pytest.raises(CannotTakeCash) as refused:
            take_cash(unpaid.pk, payer_name=payer, by=by, now=desk.now)
        assert refused.value.reason == reason
    receipt = take_cash(unpaid.pk, payer_name="Á" * 200, by=by, now=desk.now)
    second = desk.by(Role.CENTRE_MANAGER)
    with pytest.raises(CannotCancelReceipt) as kept:
        cancel_receipt(receipt.pk, reason="N" * 301, by=second, now=desk.now)
    assert kept.value.reason == "too_long"


def test_a_receipt_is_undone_by_a_second_person_and_its_number_stays(desk: Desk) -> None:
    dossier = desk.receive()
    (receipt,) = receipts_of(dossier.pk)
    taker = desk.by(Role.RECEPTION_OFFICER)
    with pytest.raises(CannotCancelReceipt):
        cancel_receipt(receipt.receipt_id, reason="Nhầm", by=taker, now=desk.now)
    second = desk.by(Role.CENTRE_MANAGER)
    cancel_receipt(receipt.receipt_id, reason="Thu nhầm", by=second, now=desk.now)
    (kept,) = receipts_of(dossier.pk)
    assert (kept.number, kept.cancel_reason) == (receipt.number, "Thu nhầm")
    assert balance_of(dossier.pk) == 50_000
