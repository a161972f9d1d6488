"""Certify the scans of a dossier as true copies: one authorisation for all of its papers."""

from datetime import datetime

from motcua.casework.documents.models import PaperFile
from motcua.casework.documents.rules.papers import FileOrigin
from motcua.casework.dossiers.models import Dossier
from motcua.casework.scanning.actions.placing import CannotPlace
from motcua.casework.scanning.permissions import may_scan
from motcua.casework.vault import certifying
from motcua.casework.vault.models import CertifiedCopy
from motcua.registers.organisation.rules import Acting


def certify(dossier_id: int, pin: str, *, by: Acting, now: datetime) -> int:
    """Certify what was scanned and is not certified yet; return how many papers that were.

    The copy is a new version of the paper's file, with its line in the register; the scan stays.
    Stopped anywhere and called again it goes on, and signs nothing twice. Not for use inside a
    transaction. Raises `CannotPlace`, `CannotSign`.
    Basis: Decree 45/2020/NĐ-CP, art. 10 (mem-mid)
    """
    dossier = Dossier.objects.get(pk=dossier_id)
    if not may_scan(by, dossier.receiving_unit_id, dossier.return_unit_id):
        raise CannotPlace("not_yours")
    return len(certifying.certify(to_certify(dossier_id), pin, by=by, now=now))


def to_certify(dossier_id: int) -> list[int]:
    """Return the papers whose newest file is a scan that nobody certified; two statements."""
    files = PaperFile.objects.filter(paper__dossier=dossier_id, is_hidden=False)
    newest = files.order_by("paper", "-version").distinct("paper")
    scans = {file.blob_id: file.paper_id for file in newest if file.origin == FileOrigin.SCANNED}
    copies = CertifiedCopy.objects.filter(copy__in=scans).values_list("copy_id", flat=True)
    return sorted(paper_id for blob, paper_id in scans.items() if blob not in set(copies))
