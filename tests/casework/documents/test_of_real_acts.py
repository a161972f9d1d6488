"""The forms that the acts of a whole dossier issue can all be printed."""

from motcua.casework.documents import queries
from motcua.casework.documents.actions import print_form
from motcua.casework.documents.rules import FormKind
from motcua.foundation.journal.rules import SYSTEM
from tests.casework.desk import Desk
from tests.casework.documents.reading import squeezed, text


def test_receipt_and_result_of_a_finished_dossier_are_printed(desk: Desk) -> None:
    dossier = desk.finished()
    rows = {row.kind: row for row in queries.forms_of(dossier.pk)}
    assert {FormKind.RECEIPT, FormKind.RESULT} <= rows.keys()
    receipt = text(print_form(rows[FormKind.RECEIPT].id, by=SYSTEM, now=desk.now))
    assert squeezed(str(dossier.code)) in receipt
    assert squeezed(dossier.owner_name) in receipt
    assert dossier.look_up_key in receipt
    result = text(print_form(rows[FormKind.RESULT].id, by=SYSTEM, now=desk.now))
    assert "chưakýsố" in result
    assert squeezed(rows[FormKind.RESULT].number) in result
