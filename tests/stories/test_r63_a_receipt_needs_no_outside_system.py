"""R-63: with every outside system down, the counter receives and prints the receipt."""

import socket
from typing import Any

import pytest

from motcua.casework.documents.actions import print_form
from motcua.casework.documents.models import FormIssue
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk


def test_the_network_is_down_and_the_receipt_is_printed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unplugged(*_address: Any) -> None:
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", unplugged)
    monkeypatch.setattr(socket, "getaddrinfo", unplugged)
    dossier = desk.receive()
    form = FormIssue.objects.get(dossier=dossier, kind="receipt")
    by = desk.by(Role.RECEPTION_OFFICER)
    assert print_form(form.pk, by=by.actor, now=desk.now).pdf.startswith(b"%PDF")
