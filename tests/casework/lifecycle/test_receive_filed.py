"""A dossier filed before is completed: what was scanned of it meanwhile stays."""

from dataclasses import replace

import pytest

from motcua.casework.documents.digital import NewFile, attach
from motcua.casework.documents.models import PaperFile, PaperItem
from motcua.casework.documents.rules.papers import DigitalState, FileOrigin, PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle import receive, supplement
from motcua.casework.lifecycle.filing import Filing
from motcua.casework.lifecycle.supplying import Demand, Lacking
from motcua.foundation.files.actions import keep
from motcua.foundation.files.rules import MediaType
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.scanning.scanned import hand
from tests.casework.scanning.scanned import scan_store as scan_store

DEMAND = Demand((Lacking("Điều lệ công ty", "thiếu chữ ký"),), "Chưa ký đủ")


def _to_complete(desk: Desk, filing: Filing) -> Dossier:
    by = desk.by(Role.RECEPTION_OFFICER)
    return supplement.ask_before_reception(filing, DEMAND, by=by, now=desk.now)


def _scanned(desk: Desk, item: PaperItem) -> PaperFile:
    blob = keep(b"a scan", MediaType.PDF, now=desk.now)
    new = NewFile(blob.sha256, blob.size, 1, "a.pdf", FileOrigin.SCANNED)
    return attach(item.pk, new, by=hand(desk.by(Role.RECEPTION_OFFICER)), now=desk.now)


@pytest.mark.django_db
def test_a_dossier_scanned_before_its_reception_is_received_with_its_scan(desk: Desk) -> None:
    dossier = _to_complete(desk, desk.filing())
    item = PaperItem.objects.filter(dossier=dossier).order_by("id")[0]
    file = _scanned(desk, item)

    receive.receive_filed(
        dossier.pk, desk.filing(), by=desk.by(Role.RECEPTION_OFFICER), now=desk.later(days=1).now
    )

    item.refresh_from_db()
    dossier.refresh_from_db()
    assert dossier.state == State.RECEIVED
    assert (item.digital, item.received_at) == (DigitalState.DIGITISED, desk.now)
    assert PaperFile.objects.get(paper__dossier=dossier) == file


@pytest.mark.django_db
def test_papers_brought_later_come_into_the_folder_once_each(desk: Desk) -> None:
    papers = desk.filing().papers
    first = replace(papers[0], state=PaperState.MISSING, originals=0)
    dossier = _to_complete(desk, replace(desk.filing(), papers=(first,)))

    receive.receive_filed(
        dossier.pk, desk.filing(), by=desk.by(Role.RECEPTION_OFFICER), now=desk.later(days=1).now
    )

    rows = PaperItem.objects.filter(dossier=dossier).order_by("id")
    found = list(rows.values_list("required_paper_id", "state"))
    assert found == [(paper.required_paper_id, paper.state) for paper in papers]
