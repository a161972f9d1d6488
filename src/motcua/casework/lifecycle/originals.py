"""Read the electronic originals: what a dossier has, and what a signer was shown."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import ELECTRONIC, ResultKind, Signing
from motcua.casework.signing.queries import seen_by
from motcua.foundation.files.queries import read
from motcua.registers.organisation.rules import Acting


def original_of(dossier_id: int) -> bytes | None:
    """Return the newest version of a result's electronic original, None on paper.

    Whoever asks has already been let in to the dossier.
    """
    rows = Result.objects.standing().filter(dossier_id=dossier_id)
    name = rows.values_list("file", flat=True).first()
    return read(name) if name else None


@dataclass(frozen=True)
class Shown:
    """A file in force that an officer was shown: its hash, and whether it refuses."""

    sha256: str
    refuses: bool


def shown_to(by: Acting, dossier_ids: Collection[int]) -> dict[int, Shown]:
    """Return, by dossier, the file in force that the officer was shown; two statements."""
    rows = Result.objects.filter(dossier__in=list(dossier_ids), signing=Signing.DRAWN)
    drawn = {row.dossier_id: _shown(row) for row in rows}
    seen = seen_by(by.officer_id, [one.sha256 for one in drawn.values()])
    return {dossier_id: one for dossier_id, one in drawn.items() if one.sha256 in seen}


def _shown(row: Result) -> Shown:
    return Shown(str(row.file_id), row.kind_code == ResultKind.REFUSAL)


def signed_and_on_paper(since: datetime) -> tuple[int, int]:
    """Return how many results were issued since then with a digital signature, and without."""
    issued = Result.objects.filter(issued_at__gte=since)
    found = issued.aggregate(
        signed=Count("pk", filter=Q(signing__in=ELECTRONIC)),
        paper=Count("pk", filter=~Q(signing__in=ELECTRONIC)),
    )
    return found["signed"], found["paper"]
