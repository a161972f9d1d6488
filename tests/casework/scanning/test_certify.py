"""Scans are signed as true copies with one authorisation; twice is once, the scan stays."""

import pytest

from motcua.casework.documents.models import PaperFile, PaperItem
from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.scanning import actions, tesseract
from motcua.casework.scanning.actions import CannotPlace
from motcua.casework.scanning.actions.certifying import to_certify
from motcua.casework.scanning.models import Page
from motcua.casework.signing.making import CannotSign
from motcua.casework.vault.certifying import Scan
from motcua.casework.vault.models import CertifiedCopy
from motcua.foundation.files.queries import read
from motcua.kit import clock
from motcua.registers.organisation.rules import Acting, Role
from tests.casework.desk import Desk
from tests.casework.scanning.scanned import as_pdf, read_all, take
from tests.casework.scanning.scanned import scan_store as scan_store
from tests.casework.signing.hands import Hands
from tests.engine.pages.sheets import paper

pytestmark = pytest.mark.django_db


def test_binding_again_leaves_the_certified_copy_the_newest(
    desk: Desk, by: Acting, scanned: Dossier, hands: Hands
) -> None:
    hands.give("second", officer_id=by.officer_id)
    actions.certify(scanned.pk, to_certify(scanned.pk), hands.pin, by=by, now=clock.now())
    item = PaperItem.objects.filter(dossier=scanned, state=PaperState.RECEIVED)[0]

    actions.bind(item.pk, now=desk.now)

    assert PaperFile.objects.filter(paper=item).count() == 2


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
    seen, counts = to_certify(scanned.pk), []
    for _ in range(2):
        counts.append(actions.certify(scanned.pk, seen, hands.pin, by=by, now=clock.now()))
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
    seen = to_certify(scanned.pk)
    with pytest.raises(CannotSign, match="no_certificate"):
        actions.certify(scanned.pk, seen, hands.pin, by=by, now=clock.now())
    hands.give("leader", officer_id=by.officer_id)
    with pytest.raises(CannotSign, match="wrong_pin"):
        actions.certify(scanned.pk, seen, "000000", by=by, now=clock.now())

    assert set(PaperFile.objects.values_list("version", flat=True)) == {1}


def test_a_stranger_signs_no_copies(desk: Desk, scanned: Dossier) -> None:
    stranger = desk.cast.acting(Role.RECEPTION_OFFICER, unit="commune", now=desk.now)

    with pytest.raises(CannotPlace, match="not_yours"):
        actions.certify(scanned.pk, (), "", by=stranger, now=desk.now)


def newest(paper_id: int) -> PaperFile:
    files = PaperFile.objects.filter(paper=paper_id, is_hidden=False)
    found = files.order_by("-version").first()
    assert found is not None
    return found


def test_pages_put_away_and_placed_anew_are_certified_again_under_one_number(
    desk: Desk, hands: Hands, scanned: Dossier, by: Acting
) -> None:
    hands.give("leader", officer_id=by.officer_id)
    actions.certify(scanned.pk, to_certify(scanned.pk), hands.pin, by=by, now=clock.now())
    lines = CertifiedCopy.objects.count()
    page = Page.objects.filter(dossier_id=scanned.pk).first()
    assert page is not None
    assert page.paper_id is not None
    item = page.paper_id
    for paper_id in (None, item):
        actions.place(scanned.pk, [page.pk], paper_id, by=by, now=desk.now)
    actions.bind(item, now=desk.now)
    (anew,) = to_certify(scanned.pk)
    assert anew.sha256 == newest(item).blob_id

    assert actions.certify(scanned.pk, [anew], hands.pin, by=by, now=clock.now()) == 1
    assert b"/ByteRange" in read(newest(item).blob_id)
    assert to_certify(scanned.pk) == ()
    assert CertifiedCopy.objects.count() == lines


def test_only_the_very_scans_that_were_shown_are_certified(
    hands: Hands, scanned: Dossier, by: Acting
) -> None:
    hands.give("leader", officer_id=by.officer_id)
    first, *others = to_certify(scanned.pk)
    shown = [Scan(first.paper_id, "0" * 64), *others]

    assert actions.certify(scanned.pk, shown, hands.pin, by=by, now=clock.now()) == len(others)
    assert to_certify(scanned.pk) == (first,)
