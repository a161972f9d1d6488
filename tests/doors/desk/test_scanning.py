"""R3 without a browser: what is sent amiss is answered in words."""

from uuid import uuid4

import pytest

from motcua.casework.scanning import tesseract
from motcua.casework.scanning.models import Stack
from motcua.casework.scanning.rules import StackState
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.scanning.scanned import as_pdf, take
from tests.casework.scanning.scanned import scan_store as scan_store
from tests.engine.pages.sheets import paper

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["", "../../evil", "H41.19-261001-9999", "own"])
def test_a_stopped_stack_leads_back_to_where_it_is_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(tesseract, "is_present", lambda: False)
    dossier, by = desk.receive(), desk.by(Role.RECEPTION_OFFICER)
    stack = take(desk, by, as_pdf([paper(1)], 100), dossier_id=dossier.pk)

    sent = {"code": str(dossier.code) if code == "own" else code, "idempotency_key": str(uuid4())}
    answer = desk.cast.client(Role.RECEPTION_OFFICER).post(f"/desk/scans/{stack.pk}/cancel/", sent)

    at = f"/desk/dossiers/{dossier.code}/scan/" if code == "own" else "/desk/scans/"
    assert (answer.status_code, answer["Location"]) == (302, at)
    assert Stack.objects.get().state == StackState.CANCELLED
