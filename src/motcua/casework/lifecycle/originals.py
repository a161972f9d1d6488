"""Read the electronic originals: what a dossier has, and what a signer was shown."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import ELECTRONIC, ResultState, Signing
from motcua.casework.signing.queries import seen_by
from motcua.foundation.files.queries import read
from motcua.registers.organisation.rules import Acting


def original_of(dossier_id: int) -> bytes | None:
    """Return the newest version of a result's electronic original, None on paper.

    Whoever asks has already been let in to the dossier.
    """
    rows = Result.objects.exclude(state=ResultState.REVOKED).filter(dossier_id=dossier_id)
    name = rows.values_list("file", flat=True).first()
    return read(name) if name else None


def shown_to(by: Acting, dossier_ids: Collection[int]) -> dict[int, str]:
    """Return, by dossier, the file in force that the officer was shown; two statements."""
    rows = Result.objects.filter(dossier__in=list(dossier_ids), signing=Signing.DRAWN)
    drawn = dict(rows.values_list("dossier_id", "file"))
    seen = seen_by(by.officer_id, drawn.values())
    return {dossier_id: name for dossier_id, name in drawn.items() if name in seen}


def signed_and_on_paper(since: datetime) -> tuple[int, int]:
    """Return how many results were issued since then with a digital signature, and without."""
    issued = Result.objects.filter(issued_at__gte=since)
    found = issued.aggregate(
        signed=Count("pk", filter=Q(signing__in=ELECTRONIC)),
        paper=Count("pk", filter=~Q(signing__in=ELECTRONIC)),
    )
    return found["signed"], found["paper"]
