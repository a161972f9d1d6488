"""A dossier from the counter to the returned result, and what is left behind on the way."""

from motcua.casework.documents.models import FormIssue
from motcua.casework.dossiers.rules import DeliveryState, FinancialState, State
from motcua.casework.fees.queries import balance_of
from motcua.foundation.journal.queries import entries_of
from motcua.kit.clock import VIETNAM
from tests.casework.desk import Desk


def test_reception_makes_a_promise_and_a_code(desk: Desk) -> None:
    dossier = desk.receive()
    dossier.refresh_from_db()
    assert dossier.code == "H41.14-261012-0001"
    assert dossier.state == State.RECEIVED
    assert dossier.due_at is not None
    assert f"{dossier.due_at.astimezone(VIETNAM):%H:%M %d/%m}" == "17:00 19/10"


def test_a_dossier_goes_all_the_way_to_the_applicant(desk: Desk) -> None:
    dossier = desk.finished()
    desk.later(hours=16).collect(dossier)
    desk.return_result(dossier)
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
    assert dossier.delivery_state == DeliveryState.HANDED_OVER
    assert dossier.financial_state == FinancialState.PAID
    assert balance_of(dossier.pk) == 0


def test_every_step_stands_in_the_journal_in_order(desk: Desk) -> None:
    dossier = desk.finished()
    kinds = [entry.kind for entry in entries_of(dossier.pk) if not entry.kind.startswith("task.")]
    assert kinds == [
        "dossier.received",
        "fee.cash_taken",
        "dossier.left_unscanned",
        "dossier.handed_over",
        "dossier.handover_acknowledged",
        "dossier.appraised",
        "dossier.submitted_for_approval",
        "dossier.submitted_for_approval",
        "dossier.approved",
        "dossier.result_issued",
    ]


def test_the_forms_of_the_way_are_issued(desk: Desk) -> None:
    dossier = desk.finished()
    kinds = FormIssue.objects.filter(dossier=dossier).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["receipt", "result"]
