"""A scan is certified once: signed, numbered in the yearly register, and trusted in the store."""

import pytest

from motcua.casework.documents.digital import Hand, NewFile, attach
from motcua.casework.documents.models import PaperFile, PaperItem
from motcua.casework.documents.rules.papers import DigitalState, FileOrigin
from motcua.casework.dossiers.models import Dossier
from motcua.casework.signing.making import CannotSign
from motcua.casework.vault.actions import trust_of
from motcua.casework.vault.certifying import CannotCertify, Scan, certify
from motcua.casework.vault.models import CertifiedCopy
from motcua.casework.vault.rules import Trust
from motcua.foundation.files.actions import keep
from motcua.foundation.files.queries import read
from motcua.foundation.files.rules import MediaType
from motcua.foundation.journal.models import Entry
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.signing.authority import PIN
from tests.casework.signing.hands import Hands
from tests.doors.backstage.asking import text_of
from tests.foundation.files.hostile import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(desk: Desk, hands: Hands) -> Dossier:
    """A dossier at the Centre, whose reception officer holds a certificate."""
    hands.give("second", officer_id=desk.cast.officer(Role.RECEPTION_OFFICER).pk)
    return desk.receive()


def _scan(desk: Desk, dossier: Dossier, origin: FileOrigin = FileOrigin.SCANNED) -> int:
    by = desk.by(Role.RECEPTION_OFFICER)
    item = PaperItem.objects.filter(dossier=dossier).exclude(originals=0).first()
    assert item is not None
    blob = keep(pdf(), MediaType.PDF, now=desk.now)
    file = NewFile(blob.sha256, blob.size, 1, "a.pdf", origin)
    attach(item.pk, file, by=Hand(by.actor, by.officer_id, by.unit_id), now=desk.now)
    return item.pk


def _certify(desk: Desk, paper_id: int, pin: str = PIN) -> CertifiedCopy:
    newest = PaperFile.objects.filter(paper=paper_id).order_by("-version").first()
    scan = Scan(paper_id, newest.blob_id if newest else "")
    (line,) = certify([scan], pin, by=desk.by(Role.RECEPTION_OFFICER), now=desk.now)
    return line


def test_the_copy_is_signed_numbered_and_the_newest_version(desk: Desk, dossier: Dossier) -> None:
    paper_id = _scan(desk, dossier)

    line = _certify(desk, paper_id)

    newest = PaperFile.objects.filter(paper=paper_id).order_by("-version").first()
    assert newest is not None
    assert (newest.version, newest.blob_id) == (2, line.copy_id)
    assert (line.number, line.year) == (1, desk.now.year)
    assert read(line.copy_id).startswith(read(line.source_id)[:200])
    assert PaperItem.objects.get(pk=paper_id).digital == DigitalState.DIGITISED
    assert trust_of(newest) is Trust.TRUE_COPY
    assert Entry.objects.get(kind="dossier.copy_certified").body["number"] == f"1/{line.year}"


def test_asked_twice_it_is_certified_once(desk: Desk, dossier: Dossier) -> None:
    paper_id = _scan(desk, dossier)

    assert _certify(desk, paper_id) == _certify(desk, paper_id)
    assert CertifiedCopy.objects.count() == 1


def test_a_wrong_pin_takes_no_number(desk: Desk, dossier: Dossier) -> None:
    paper_id = _scan(desk, dossier)

    with pytest.raises(CannotSign):
        _certify(desk, paper_id, pin="000000")

    assert _certify(desk, paper_id).number == 1


def test_the_register_shows_the_line_to_its_unit_alone(desk: Desk, dossier: Dossier) -> None:
    line = _certify(desk, _scan(desk, dossier))
    here = text_of(desk.cast.client(Role.RECEPTION_OFFICER).get("/desk/certified/"))
    elsewhere = text_of(
        desk.cast.client(Role.RECEPTION_OFFICER, unit="commune").get("/desk/certified/")
    )

    assert f"1/{line.year}" in here
    assert line.copy_id[:16] in here
    assert line.copy_id[:16] not in elsewhere


def test_without_a_scan_there_is_nothing_to_certify(desk: Desk, dossier: Dossier) -> None:
    item = PaperItem.objects.filter(dossier=dossier).first()
    assert item is not None

    with pytest.raises(CannotCertify, match="not_scanned"):
        _certify(desk, item.pk)


def test_a_signed_original_needs_no_copy(desk: Desk, dossier: Dossier) -> None:
    with pytest.raises(CannotCertify, match="signed_original"):
        _certify(desk, _scan(desk, dossier, FileOrigin.BORN_DIGITAL))
