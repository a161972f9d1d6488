"""Certify scans as true copies of paper originals: signed, numbered in the register, in the folder.

Basis: Decree 45/2020/NĐ-CP, art. 10 (electronic copies certified from originals; mem-mid);
Decree 30/2020/NĐ-CP, annex I (how they look; mem-hi).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.casework.documents.digital import Hand, NewFile, attach, certified
from motcua.casework.documents.models import PaperFile, PaperItem
from motcua.casework.documents.rules.papers import FileOrigin
from motcua.casework.dossiers.numbers import next_number
from motcua.casework.signing.copying import sign_copy
from motcua.casework.signing.making import Order
from motcua.casework.vault.events import CopyCertified
from motcua.casework.vault.models import CertifiedCopy
from motcua.foundation.files.models import Blob
from motcua.foundation.journal.actions import record
from motcua.kit.clock import VIETNAM
from motcua.registers.organisation.rules import Acting


class CannotCertify(Exception):
    """`reason`: not_scanned (no scan yet), signed_original (needs no copy), certified (already);
    `name` is the paper's."""

    def __init__(self, reason: str, name: str) -> None:
        super().__init__(reason, name)
        self.reason = reason
        self.name = name


def certify(
    paper_ids: Sequence[int], pin: str, *, by: Acting, now: datetime
) -> tuple[CertifiedCopy, ...]:
    """Sign the scans of these papers as true copies, one register line each, in their order.

    What was certified before is returned as it is: a repeated request signs nothing twice. Call it
    outside every transaction. Raises CannotCertify before anything is signed; CannotSign.
    """
    files = [_newest(paper_id) for paper_id in paper_ids]
    return tuple(_certified(file, pin, by, now) for file in files)


def _newest(paper_id: int) -> PaperFile:
    paper = PaperItem.objects.get(pk=paper_id)
    files = PaperFile.objects.filter(paper=paper).select_related("paper", "blob")
    file = files.order_by("-version").first()
    if file is None:
        raise CannotCertify("not_scanned", paper.name)
    if file.origin == FileOrigin.BORN_DIGITAL:
        raise CannotCertify("signed_original", paper.name)
    return file


def _certified(file: PaperFile, pin: str, by: Acting, now: datetime) -> CertifiedCopy:
    done = CertifiedCopy.objects.filter(copy=file.blob_id).first()
    if done is not None:
        return done
    line = _Line(file, by, now)
    copy = sign_copy(
        file.blob_id, pin, by=by, now=now, dossier_id=file.paper.dossier_id, then=line.write
    )
    return CertifiedCopy.objects.get(copy=copy)


@dataclass(frozen=True)
class _Line:
    """What is written in the transaction of one signed copy."""

    file: PaperFile
    by: Acting
    now: datetime

    def write(self, order: Order, signed: str) -> None:
        """Enter the copy in the register and put it into the folder as the newest version."""
        file, by, now = self.file, self.by, self.now
        year = now.astimezone(VIETNAM).year
        line = CertifiedCopy.objects.create(
            unit_id=by.unit_id,
            year=year,
            number=next_number(f"certified:{by.unit_id}/{year}"),
            paper=file.paper,
            dossier_id=file.paper.dossier_id,
            source=file.blob,
            copy_id=signed,
            page_count=file.page_count,
            by_label=by.actor.label,
            at=now,
        )
        attach(file.paper_id, _copy_of(file, signed), by=_hand(by), now=now)
        certified(file.paper)
        number = f"{line.number}/{year}"
        event = CopyCertified(file.paper.dossier_id, file.paper.name, number, signed)
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
