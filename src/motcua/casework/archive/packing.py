"""What goes into the package: forms as printed, papers, results, signed opinions, the journal."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from motcua.casework.documents.models import FormIssue, PaperFile, Result
from motcua.casework.documents.queries import draw
from motcua.casework.documents.rules.papers import MAKING, ResultState, Signing
from motcua.casework.dossiers.models import Dossier, Party
from motcua.casework.signing.models import Signature
from motcua.casework.signing.rules.wishes import Purpose
from motcua.foundation.files.queries import read
from motcua.foundation.journal.queries import entries_of
from motcua.foundation.journal.rules import EntryRow


def files_of(dossier: Dossier) -> dict[str, bytes]:
    """Return the package's files by path. Raises AlteredFile when a kept file is not whole."""
    return dict(_files(dossier))


def result_in_force(dossier_id: int) -> int | None:
    """Return the result that holds, None where none was issued or it was revoked."""
    rows = Result.objects.filter(dossier=dossier_id, state=ResultState.ISSUED)
    return rows.values_list("pk", flat=True).first()


def is_being_sealed(dossier_id: int) -> bool:
    """Tell whether a result that holds gets its seal or its evidence yet: its file will change."""
    rows = Result.objects.filter(dossier=dossier_id, state=ResultState.ISSUED)
    return rows.exclude(signing__in=[Signing.PAPER, Signing.KEPT]).exists()


def _files(dossier: Dossier) -> Iterator[tuple[str, bytes]]:
    yield "dossier.json", _json(_facts(dossier))
    yield "journal.json", _json([_entry(row) for row in entries_of(dossier.pk or 0)])
    for form in FormIssue.objects.filter(dossier=dossier).order_by("id"):
        yield f"forms/{form.pk}-{form.kind}.pdf", draw(form, 0).pdf
    results = Result.objects.filter(dossier=dossier, file__isnull=False)
    for result in results.exclude(state__in=MAKING).order_by("id"):
        yield f"results/{result.pk}.pdf", read(str(result.file_id))
    opinions = Signature.objects.filter(dossier=dossier, purpose=Purpose.OPINION)
    for opinion in opinions.exclude(signed=None).order_by("id"):
        yield f"opinions/{opinion.pk}.pdf", read(str(opinion.signed_id))
    files = PaperFile.objects.filter(paper__dossier=dossier, is_hidden=False)
    for file in files.select_related("paper").order_by("paper", "version"):
        yield f"papers/{file.paper_id}-v{file.version}.pdf", read(file.blob_id)
        yield f"papers/{file.paper_id}-v{file.version}.json", _json(_metadata(file))


def _facts(dossier: Dossier) -> dict[str, Any]:
    parties = Party.objects.filter(dossier=dossier).order_by("id")
    return {
        "code": dossier.code,
        "procedure": dossier.version.procedure.code,
        "procedure_name": dossier.version.name,
        "competent_unit": dossier.competent_unit.name,
        "received_at": _instant(dossier.received_at),
        "due_at": _instant(dossier.due_at),
        "finished_at": _instant(dossier.finished_at),
        "returned_at": _instant(dossier.returned_at),
        "state": dossier.state,
        "parties": [
            {
                "role": party.role,
                "name": party.full_name,
                "identity_number": party.identity_number,
                "address": party.address,
            }
            for party in parties
        ],
    }


def _metadata(file: PaperFile) -> dict[str, Any]:
    """Basis: Circular 01/2023/TT-VPCP, metadata of a digitised paper (handbook 2.6, mem-mid)."""
    return {
        "paper": file.paper.name,
        "file": file.name,
        "type_code": file.type_code,
        "number": file.number,
        "issuer": file.issuer,
        "issued_on": file.issued_on.isoformat() if file.issued_on else "",
        "valid_until": file.valid_until.isoformat() if file.valid_until else "",
        "pages": file.page_count,
        "origin": file.origin,
        "digitised_by": file.digitised_by,
        "digitised_at": _instant(file.digitised_at),
        "sha256": file.blob_id,
    }


def _entry(row: EntryRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "at": _instant(row.at),
        "kind": row.kind,
        "actor": row.actor.label,
        "body": dict(row.body),
    }


def _instant(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=str).encode()
