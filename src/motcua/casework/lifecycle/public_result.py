"""What anybody may know of an issued result: its number, who issued it, whether it is in force."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from motcua.casework.documents.models import Result, ResultVersion
from motcua.casework.documents.rules.papers import ResultState


class Force(StrEnum):
    """Whether a result holds."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"
    REVOKED = "revoked"


_FORCES = {ResultState.REPLACED: Force.REPLACED, ResultState.REVOKED: Force.REVOKED}


@dataclass(frozen=True)
class PublicResult:
    """The public side of a result: no owner, no paper of the folder. `file` is "" on paper.

    `replaced_by` is the number of what replaced it, "" for nothing.
    """

    number: str
    title: str
    unit: str
    issued_at: datetime | None
    force: Force
    file: str
    replaced_by: str = ""


def result_by_check(code: str, check: str) -> PublicResult | None:
    """Return the result that a printed code and check name, None for no such; two statements.

    Basis: promises P32 (nobody learns of another's dossier)
    """
    if not (code and check):
        return None
    return _public(Result.objects.filter(dossier__code=code, check_code=check.upper()))


def result_of_file(*hashes: str) -> PublicResult | None:
    """Return the result that one of these is a signed version of, old or new; two statements."""
    versions = ResultVersion.objects.filter(file__in=hashes)
    return _public(Result.objects.filter(pk__in=versions.values("result")))


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
        _FORCES.get(ResultState(row.state), Force.IN_FORCE),
        str(row.file_id or ""),
        _replaced_by(row),
    )


def _replaced_by(row: Result) -> str:
    if row.state != ResultState.REPLACED:
        return ""
    return Result.objects.filter(replaces=row).values_list("number", flat=True).first() or ""
