"""Certify scans as true copies of paper originals: signed, numbered in the register, in the folder.

Basis: Decree 45/2020/NĐ-CP, art. 10 (electronic copies certified from originals; mem-mid);
Decree 30/2020/NĐ-CP, annex I (how they look; mem-hi).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.casework.documents.digital import Hand, NewFile, attach, certified
from motcua.casework.documents.models import PaperFile, PaperItem
from motcua.casework.documents.rules.papers import FileOrigin
from motcua.casework.dossiers.numbers import next_number
from motcua.casework.signing.copying import sign_copy
from motcua.casework.signing.making import Order, Refusal
from motcua.casework.vault.events import CopyCertified
from motcua.casework.vault.models import CertifiedCopy
from motcua.foundation.files.models import Blob
from motcua.foundation.journal.actions import record
from motcua.kit.clock import VIETNAM
from motcua.registers.organisation.rules import Acting


class CannotCertify(Exception):
    """`reason`: not_scanned (no scan yet), signed_original (needs no copy); `name`: the paper's."""

    def __init__(self, reason: str, name: str) -> None:
        super().__init__(reason, name)
        self.reason = reason
        self.name = name


@dataclass(frozen=True)
class Scan:
    """The newest file of a paper, by the hash that was shown."""

    paper_id: int
    sha256: str


def certify(
    scans: Sequence[Scan], pin: str, *, by: Acting, now: datetime
) -> tuple[CertifiedCopy, ...]:
    """Sign these scans as true copies, one register line each, in their order.

    What was certified before is returned as it is: a repeated request signs nothing twice. A paper
    whose newest file is another one than was shown is left. Call it outside every transaction.
    Raises CannotCertify before anything is signed; CannotSign.
    """
    files = [(scan, _newest(scan.paper_id)) for scan in scans]
    lines = (_certified(file, pin, by, now) for scan, file in files if file.blob_id == scan.sha256)
    return tuple(line for line in lines if line is not None)


def _newest(paper_id: int) -> PaperFile:
    paper = PaperItem.objects.get(pk=paper_id)
    files = PaperFile.objects.filter(paper=paper, is_hidden=False).select_related("paper", "blob")
    file = files.order_by("-version").first()
    if file is None:
        raise CannotCertify("not_scanned", paper.name)
    if file.origin == FileOrigin.BORN_DIGITAL:
        raise CannotCertify("signed_original", paper.name)
    return file


def _certified(file: PaperFile, pin: str, by: Acting, now: datetime) -> CertifiedCopy | None:
    """Return the line of a scan's copy; None when the paper got another file meanwhile.

    The same pages placed anew are the same scan: its copy is there already, and is put on top.
    """
    done = CertifiedCopy.objects.filter(copy=file.blob_id).first()
    if done is not None:
        return done
    line = _Line(file, by, now)
    try:
        copy = sign_copy(
            file.blob_id, pin, by=by, now=now, dossier_id=file.paper.dossier_id, then=line.write
        )
        with transaction.atomic():
            if not line.is_on_top(copy):
                line.put(copy)
    except Refusal:
        return None
    return CertifiedCopy.objects.get(copy=copy)


@dataclass(frozen=True)
class _Line:
    """What is written in the transaction of one signed copy."""

    file: PaperFile
    by: Acting
    now: datetime

    def write(self, _order: Order, signed: str) -> None:
        """As `put`, for a copy that was made just now."""
        self.put(signed)

    def is_on_top(self, copy: str) -> bool:
        """Tell whether the copy is the newest version of the locked paper."""
        paper = PaperItem.objects.select_for_update().get(pk=self.file.paper_id)
        files = PaperFile.objects.filter(paper=paper, is_hidden=False).order_by("-version")
        return files.values_list("blob", flat=True).first() == copy

    def put(self, copy: str) -> None:
        """Enter the copy in the register once, and put it into the folder as the newest version.

        Raises Refusal when the scan is no longer the newest file.
        """
        file = self.file
        if not self.is_on_top(file.blob_id):
            raise Refusal("replaced")
        if not CertifiedCopy.objects.filter(copy=copy).exists():
            self._enter(copy)
        PaperFile.objects.filter(paper=file.paper_id, blob=copy).update(is_hidden=True)
        attach(file.paper_id, _copy_of(file, copy), by=_hand(self.by), now=self.now)
        certified(file.paper)

    def _enter(self, copy: str) -> None:
        file, by, now = self.file, self.by, self.now
        year = now.astimezone(VIETNAM).year
        line = CertifiedCopy.objects.create(
            unit_id=by.unit_id,
            year=year,
            number=next_number(f"certified:{by.unit_id}/{year}"),
            paper=file.paper,
            dossier_id=file.paper.dossier_id,
            source=file.blob,
            copy_id=copy,
            page_count=file.page_count,
            by_label=by.actor.label,
            at=now,
        )
        number = f"{line.number}/{year}"
        event = CopyCertified(file.paper.dossier_id, file.paper.name, number, copy)
        record(event, by=by.actor, at=now, unit_id=by.unit_id)


def _copy_of(file: PaperFile, signed: str) -> NewFile:
    return NewFile(
        sha256=signed,
        size=Blob.objects.values_list("size", flat=True).get(pk=signed),
        page_count=file.page_count,
        name=file.name,
        origin=FileOrigin(file.origin),
        number=file.number,
        issued_on=file.issued_on,
        read=file.read,
    )


def _hand(by: Acting) -> Hand:
    return Hand(by.actor, by.officer_id, by.unit_id)
