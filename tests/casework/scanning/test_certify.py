"""Scans are signed as true copies with one authorisation; twice is once, the scan stays."""

import pytest

from motcua.casework.documents.models import PaperFile, PaperItem
from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.scanning import actions, tesseract
from motcua.casework.scanning.actions import CannotPlace
from motcua.casework.signing.making import CannotSign
from motcua.foundation.files.queries import read
from motcua.kit import clock
from motcua.registers.organisation.rules import Acting, Role
from tests.casework.desk import Desk
from tests.casework.scanning.scanned import _store as _store
from tests.casework.scanning.scanned import as_pdf, read_all, take
from tests.casework.signing.hands import Hands
from tests.engine.pages.sheets import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(desk: Desk) -> Acting:
    return desk.by(Role.RECEPTION_OFFICER)


@pytest.fixture
def scanned(desk: Desk, by: Acting, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    """A dossier whose papers are scanned and bound."""
    monkeypatch.setattr(tesseract, "is_present", lambda: False)
    dossier = desk.receive()
    items = list(PaperItem.objects.filter(dossier=dossier, state=PaperState.RECEIVED))
    stack = take(desk, by, as_pdf([paper(1)] * len(items), 100), dossier_id=dossier.pk)
    for page, item in zip(read_all(desk, stack), items, strict=True):
        actions.place(dossier.pk, [page.pk], item.pk, by=by, now=desk.now)
        actions.bind(item.pk, now=desk.now)
    return dossier


def test_every_scan_is_signed_once_and_the_scan_stays(
    hands: Hands, scanned: Dossier, by: Acting
) -> None:
    hands.give("leader", officer_id=by.officer_id)
    before = {file.paper_id: file.blob_id for file in PaperFile.objects.all()}
    counts = [actions.certify(scanned.pk, hands.pin, by=by, now=clock.now()) for _ in range(2)]
    for paper_id in before:
        actions.bind(paper_id, now=clock.now())

    assert counts == [len(before), 0]
    for paper_id, scan in before.items():
        first, copy = PaperFile.objects.filter(paper=paper_id).order_by("version")
        assert first.blob_id == scan
        assert b"/ByteRange" in read(copy.blob_id)
        assert read(copy.blob_id).startswith(read(scan))


def test_a_wrong_pin_or_no_certificate_signs_nothing(
    hands: Hands, scanned: Dossier, by: Acting
) -> None:
    with pytest.raises(CannotSign, match="no_certificate"):
        actions.certify(scanned.pk, hands.pin, by=by, now=clock.now())
    hands.give("leader", officer_id=by.officer_id)
    with pytest.raises(CannotSign, match="wrong_pin"):
        actions.certify(scanned.pk, "000000", by=by, now=clock.now())

    assert set(PaperFile.objects.values_list("version", flat=True)) == {1}


def test_a_stranger_signs_no_copies(desk: Desk, scanned: Dossier) -> None:
    stranger = desk.cast.acting(Role.RECEPTION_OFFICER, unit="commune", now=desk.now)

    with pytest.raises(CannotPlace, match="not_yours"):
        actions.certify(scanned.pk, "", by=stranger, now=desk.now)
