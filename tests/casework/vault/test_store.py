"""The owner's store is filled by what is settled, and lends its files to later dossiers."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from motcua.casework.documents.actions import revoke_result
from motcua.casework.documents.digital import Hand, NewFile, attach
from motcua.casework.documents.models import (
    Digitisation,
    PaperFile,
    PaperItem,
    Result,
    ResultVersion,
)
from motcua.casework.documents.rules.papers import DigitalState, FileOrigin, PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle import receive
from motcua.casework.lifecycle.file import file
from motcua.casework.lifecycle.filing import Filing, PaperGiven
from motcua.casework.scanning import actions as scanning
from motcua.casework.scanning import tesseract
from motcua.casework.signing.models import Report
from motcua.casework.signing.rules.verdicts import Colour
from motcua.casework.vault.actions import CannotReuse, end_of_result, trust_of
from motcua.casework.vault.models import StoredPaper
from motcua.casework.vault.queries import held_by
from motcua.casework.vault.rules import Standing, Trust, Unfit
from motcua.foundation.files.actions import keep
from motcua.foundation.files.rules import MediaType
from motcua.foundation.journal.reactions import deliver_at_once
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.procedures import CHANGE_FIRM, announced
from tests.casework.scanning.scanned import as_pdf, read_all, take
from tests.cast import Cast
from tests.engine.pages.sheets import paper
from tests.foundation.files.hostile import pdf


@pytest.fixture
def change(cast: Cast, settings: Settings, tmp_path: Path) -> Desk:
    """A desk of the procedure whose second paper may be used again."""
    settings.MEDIA_ROOT = tmp_path
    return Desk(cast, announced(cast, CHANGE_FIRM))


def _digitise(change: Desk, dossier: Dossier, number: int, origin: FileOrigin) -> PaperFile:
    by = change.by(Role.RECEPTION_OFFICER)
    item = PaperItem.objects.get(dossier=dossier, required_paper__number=number)
    blob = keep(pdf(number), MediaType.PDF, now=change.now)
    if origin is FileOrigin.BORN_DIGITAL:
        facts = {"colour": Colour.GREEN, "verdict": {}, "examined_at": change.now}
        Report.objects.create(sha256=blob.sha256, **facts)
    known: dict[str, Any] = {"number": "12/GCN", "issued_on": date(2026, 3, 5)}
    file = NewFile(blob.sha256, blob.size, number, "a.pdf", origin, **known)
    return attach(item.pk, file, by=Hand(by.actor, by.officer_id, by.unit_id), now=change.now)


def _settle(change: Desk, dossier: Dossier) -> None:
    change.later(hours=1).hand_over(dossier)
    change.later(hours=1).assign(dossier)
    for step in (change.submit, change.check, change.approve, change.issue):
        change.later(hours=1)
        step(dossier)
    deliver_at_once()


@pytest.fixture
def settled(change: Desk) -> Dossier:
    """A settled dossier with two digitised papers, of which one may be used again."""
    dossier = change.receive()
    _digitise(change, dossier, 1, FileOrigin.SCANNED)
    _digitise(change, dossier, 2, FileOrigin.BORN_DIGITAL)
    _settle(change, dossier)
    return dossier


def test_result_and_reusable_papers_are_kept_and_nothing_else(settled: Dossier) -> None:
    held = held_by(settled.owner_id)

    assert {(one.number.partition("/")[2], one.trust) for one in held} == {
        ("GCN-ĐKKD", Trust.ISSUED_HERE),
        ("GCN", Trust.SIGNED),
    }


def _is_of_a_result(settled: Dossier) -> Result:
    """Let the paper that the owner brought be a signed version of a result of this house."""
    result, brought = Result.objects.get(), PaperFile.objects.get(origin=FileOrigin.BORN_DIGITAL)
    assert brought.paper.dossier_id == settled.pk
    ResultVersion.objects.create(file=brought.blob, result=result)
    return result


def test_what_an_owner_brought_of_a_result_ends_with_it(change: Desk, settled: Dossier) -> None:
    result = _is_of_a_result(settled)

    end_of_result(result.pk, Standing.REVOKED, now=change.now)

    assert {one.standing for one in held_by(settled.owner_id)} == {Standing.REVOKED}


def test_a_result_that_ended_before_it_was_brought_is_not_trusted(
    change: Desk, settled: Dossier
) -> None:
    brought = PaperFile.objects.get(origin=FileOrigin.BORN_DIGITAL)
    _is_of_a_result(settled)
    assert trust_of(brought) is Trust.SIGNED

    revoke_result(settled.pk, reason="Cấp sai đối tượng", now=change.now)

    assert trust_of(brought) is Trust.PLAIN


def test_told_twice_the_store_keeps_once(settled: Dossier) -> None:
    deliver_at_once()

    assert StoredPaper.objects.count() == 2


def test_before_it_is_settled_nothing_is_kept(change: Desk) -> None:
    dossier = change.receive()
    _digitise(change, dossier, 2, FileOrigin.BORN_DIGITAL)
    deliver_at_once()

    assert not StoredPaper.objects.exists()


def _with_stored(change: Desk, stored: StoredPaper, *numbers: int) -> Filing:
    """A filing of the day after in which a stored paper stands for these required ones."""
    filing = change.later(days=1).filing()
    papers = tuple(
        PaperGiven(paper.required_paper_id, paper.name, PaperState.RECEIVED, stored_id=stored.pk)
        if number in numbers
        else paper
        for number, paper in enumerate(filing.papers, start=1)
    )
    return replace(filing, papers=papers)


def test_a_used_paper_lies_in_the_later_folder_and_is_not_scanned_again(
    change: Desk, settled: Dossier
) -> None:
    stored = StoredPaper.objects.get(blob__isnull=False)
    by = change.by(Role.RECEPTION_OFFICER)
    filing = _with_stored(change, stored, 2)
    later = receive.receive(filing, by=by, now=change.now, takes_cash=True).dossier
    deliver_at_once()
    deliver_at_once()

    item = PaperItem.objects.get(dossier=later, required_paper__number=2)
    assert item.digital == DigitalState.REUSED
    file = PaperFile.objects.get(paper=item)
    assert (file.origin, file.blob_id, file.number) == (
        FileOrigin.OWN_STORE,
        stored.blob_id,
        "12/GCN",
    )


def test_pages_laid_on_a_reused_paper_by_mistake_leave_it_reused(
    change: Desk, settled: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tesseract, "is_present", lambda: False)
    filing = _with_stored(change, StoredPaper.objects.get(blob__isnull=False), 2)
    by, now = change.by(Role.RECEPTION_OFFICER), change.now
    later = receive.receive(filing, by=by, now=now, takes_cash=True).dossier
    for _ in range(2):
        deliver_at_once()
    item = PaperItem.objects.get(dossier=later, required_paper__number=2)
    stack = take(change, by, as_pdf([paper(1)], 100), dossier_id=later.pk)
    page = read_all(change, stack)[0].pk

    scanning.place(later.pk, [page], item.pk, by=by, now=now)
    scanning.bind(item.pk, now=now)
    scanning.place(later.pk, [page], None, by=by, now=now)

    item.refresh_from_db()
    assert item.digital == DigitalState.REUSED
    kept = PaperFile.objects.get(paper=item, is_hidden=False)
    assert kept.origin == FileOrigin.OWN_STORE
    assert Digitisation.objects.get(dossier=later).reused == 1


@pytest.mark.parametrize("numbers", [(1, 2), (2, 3)])
def test_a_stored_paper_stands_for_one_required_paper_only(
    change: Desk, settled: Dossier, numbers: tuple[int, ...]
) -> None:
    stored = StoredPaper.objects.get(blob__isnull=False)
    filing = _with_stored(change, stored, *numbers)
    by = change.by(Role.RECEPTION_OFFICER)

    with pytest.raises(CannotReuse) as refused:
        receive.receive(filing, by=by, now=change.now, takes_cash=True)

    assert refused.value.reason is Unfit.TWICE


def test_nothing_counts_as_reused_before_it_was_checked(change: Desk, settled: Dossier) -> None:
    stored = StoredPaper.objects.get(blob__isnull=False)
    filing = _with_stored(change, stored, 1, 2)

    dossier = file(filing, state=State.TO_COMPLETE, now=change.now)

    states = PaperItem.objects.filter(dossier=dossier).values_list("digital", flat=True)
    assert set(states) == {DigitalState.WAITING}
