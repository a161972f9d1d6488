"""What anybody may know of an issued result: its number, who issued it, whether it is in force."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import ELECTRONIC, ResultState
from motcua.casework.signing.models import Signature


class Force(StrEnum):
    """Whether a result holds."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"
    REVOKED = "revoked"


@dataclass(frozen=True)
class PublicResult:
    """The public side of a result: no owner, no paper of the folder. `file` is "" on paper."""

    number: str
    title: str
    unit: str
    issued_at: datetime | None
    force: Force
    file: str


def result_by_check(code: str, check: str) -> PublicResult | None:
    """Return the result that a printed code and check name, None for no such; two statements.

    Basis: promises P32 (nobody learns of another's dossier)
    """
    if not (code and check):
        return None
    return _public(Result.objects.filter(dossier__code=code, check_code=check.upper()))


def result_of_file(sha256: str) -> PublicResult | None:
    """Return the result these bytes are a signed version of; three statements at most."""
    found = _public(Result.objects.filter(file=sha256, signing__in=ELECTRONIC))
    if found is not None:
        return found
    made = Signature.objects.filter(signed=sha256).values_list("dossier_id", flat=True).first()
    return _public(Result.objects.filter(dossier=made).exclude(check_code="")) if made else None


def _public(rows: QuerySet[Result]) -> PublicResult | None:
    issued = rows.exclude(issued_at=None).select_related("dossier__competent_unit")
    row = issued.order_by("-id").first()
    if row is None:
        return None
    return PublicResult(
        row.number,
        row.title,
        row.dossier.competent_unit.name,
        row.issued_at,
        _force(row),
        str(row.file_id or ""),
    )


def _force(row: Result) -> Force:
    if row.state != ResultState.REVOKED:
        return Force.IN_FORCE
    newer = Result.objects.filter(
        dossier=row.dossier_id, id__gt=row.pk, state=ResultState.ISSUED
    ).exists()
    return Force.REPLACED if newer else Force.REVOKED
