"""P1-P3: codes and receipts without gap or double, one dossier per request, no deadlock."""

from dataclasses import replace
from functools import partial

import pytest

from motcua.casework.documents.models import FormIssue
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import PartyRole
from motcua.casework.fees.actions import CannotTakeCash, take_cash
from motcua.casework.fees.models import CashReceipt, Posting
from motcua.casework.lifecycle import receive
from motcua.casework.lifecycle.filing import Filing
from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.rules import AlreadyDone
from motcua.kit.ids import new_key
from motcua.registers.organisation.rules import Acting, Role
from motcua.registers.people.models import Applicant
from tests.casework.desk import OWNER, Desk
from tests.concurrency.racers import race

COUNTERS = 50
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.xdist_group("concurrency"),
]


def _serials(desk: Desk) -> list[int]:
    codes = Dossier.objects.filter(code__startswith="H41.14-261012-").values_list("code", flat=True)
    return sorted(int(str(code).rsplit("-", 1)[1]) for code in codes)


def _receive(desk: Desk, filing: Filing, by: Acting) -> receive.Received:
    return receive.receive(filing, by=by, now=desk.now, key=new_key(), takes_cash=True)


def test_fifty_counters_at_once_leave_no_gap_and_no_double(desk: Desk) -> None:
    filing, by = desk.filing(), desk.by(Role.RECEPTION_OFFICER)
    outcome = race([partial(_receive, desk, filing, by)] * COUNTERS)
    assert outcome.refusals == []
    every = list(range(1, COUNTERS + 1))
    assert _serials(desk) == every
    assert sorted(CashReceipt.objects.values_list("number", flat=True)) == every
    assert sum(Posting.objects.values_list("amount_vnd", flat=True)) == 0
    assert Entry.objects.filter(kind="dossier.received").count() == COUNTERS


def test_a_reception_that_fails_late_leaves_no_gap(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every third one breaks after its code was taken; the numbers of the others still close."""
    filing, by = desk.filing(), desk.by(Role.RECEPTION_OFFICER)
    print_receipt = receive.forms.receipt

    def paper_jam(dossier: Dossier, *rest: object) -> FormIssue:
        if dossier.pk % 3 == 0:
            raise RuntimeError("paper jam")
        return print_receipt(dossier, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(receive.forms, "receipt", paper_jam)
    outcome = race([partial(_receive, desk, filing, by)] * 24)
    assert outcome.refused_as() == {"RuntimeError"}
    assert _serials(desk) == list(range(1, len(outcome.results) + 1))
    assert CashReceipt.objects.count() == len(outcome.results)


def test_one_request_sent_from_ten_tabs_makes_one_dossier(desk: Desk) -> None:
    filing, by, key = desk.filing(), desk.by(Role.RECEPTION_OFFICER), new_key()
    act = partial(receive.receive, filing, by=by, now=desk.now, key=key, takes_cash=True)
    outcome = race([act] * 10)
    (made,) = outcome.results
    assert Dossier.objects.count() == CashReceipt.objects.count() == 1
    assert outcome.refused_as() == {"AlreadyDone"}
    for refusal in outcome.refusals:
        assert isinstance(refusal, AlreadyDone)
        assert refusal.subject_id == str(made.dossier.pk)


def test_two_neighbours_who_file_for_each_other_do_not_lock_each_other_out(desk: Desk) -> None:
    """Owner and filer stand in opposite order; both rows exist and both are renewed."""
    one = replace(OWNER, identity_number="040192006318")
    two = replace(OWNER, full_name="Hồ Sỹ Quân", identity_number="040091001234")
    first = desk.filing(parties=(one, replace(two, role=PartyRole.FILER)))
    second = desk.filing(parties=(two, replace(one, role=PartyRole.FILER)))
    by = desk.by(Role.RECEPTION_OFFICER)
    _receive(desk, first, by)
    outcome = race([partial(_receive, desk, filing, by) for filing in (first, second) * 12])
    assert outcome.refusals == []
    assert Applicant.objects.count() == 2


def test_two_tills_take_what_is_owed_once(desk: Desk) -> None:
    by = desk.by(Role.RECEPTION_OFFICER)
    dossier = receive.receive(desk.filing(), by=by, now=desk.now).dossier
    cashier = desk.by(Role.CASHIER)
    act = partial(take_cash, dossier.pk, payer_name="Phan Thị Ngọc Ánh", by=cashier, now=desk.now)
    outcome = race([act] * 8)
    assert len(outcome.results) == 1
    assert all(isinstance(refusal, CannotTakeCash) for refusal in outcome.refusals)
    assert [row.number for row in CashReceipt.objects.all()] == [1]
