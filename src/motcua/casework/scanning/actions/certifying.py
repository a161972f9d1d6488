"""Certify the scans of a dossier as true copies: one authorisation for all of its papers."""

from collections.abc import Collection
from datetime import datetime

from motcua.casework.documents.models import PaperFile
from motcua.casework.documents.rules.papers import FileOrigin
from motcua.casework.dossiers.models import Dossier
from motcua.casework.scanning.actions.placing import CannotPlace
from motcua.casework.scanning.permissions import may_scan
from motcua.casework.vault import certifying
from motcua.casework.vault.certifying import Scan
from motcua.casework.vault.models import CertifiedCopy
from motcua.registers.organisation.rules import Acting


def certify(dossier_id: int, seen: Collection[Scan], pin: str, *, by: Acting, now: datetime) -> int:
    """Certify the scans that were shown and are not certified yet; return how many papers.

    A paper that got another file since is left. The copy is a new version of the paper's file,
    with its line in the register; the scan stays. Stopped anywhere and called again it goes on, and
    signs nothing twice. Not for use inside a transaction. Raises `CannotPlace`, `CannotSign`.
    Basis: Decree 45/2020/NĐ-CP, art. 10 (mem-mid)
    """
    dossier = Dossier.objects.get(pk=dossier_id)
    if not may_scan(by, dossier.receiving_unit_id, dossier.return_unit_id):
        raise CannotPlace("not_yours")
    wanted = [scan for scan in to_certify(dossier_id) if scan in seen]
    return len(certifying.certify(wanted, pin, by=by, now=now))


def to_certify(dossier_id: int) -> tuple[Scan, ...]:
    """Return the scans that are a paper's newest file and certified by nobody; two statements."""
    files = PaperFile.objects.filter(paper__dossier=dossier_id, is_hidden=False)
    newest = files.order_by("paper", "-version").distinct("paper")
    scans = [file for file in newest if file.origin == FileOrigin.SCANNED]
    blobs = [file.blob_id for file in scans]
    copies = set(CertifiedCopy.objects.filter(copy__in=blobs).values_list("copy_id", flat=True))
    return tuple(Scan(file.paper_id, file.blob_id) for file in scans if file.blob_id not in copies)
