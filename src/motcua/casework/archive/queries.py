"""Readers: what is due for the archive, the register of packages, how one dossier stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from motcua.casework.archive.models import ArchivePackage
from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import MAKING
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State

_YEAR = timedelta(days=365)
_NEWER = ArchivePackage.objects.filter(dossier=OuterRef("dossier"), version__gt=OuterRef("version"))
_REPLACING = Result.objects.filter(replaces=OuterRef("result")).exclude(state__in=MAKING)


@dataclass(frozen=True)
class DueRow:
    """An ended dossier that the archive should have by now."""

    dossier_id: int
    code: str
    procedure: str
    owner: str
    ended_at: datetime


@dataclass(frozen=True)
class Ended:
    """Why a package is out of date: the result in it ended; `by` is the new one's number, or ""."""

    number: str
    at: datetime
    reason: str
    by: str


@dataclass(frozen=True)
class PackageRow:
    """A package and its receipt; `receipt_number` is empty until the archive gave one.

    `ended` is why it is out of date, None while it is not; `is_last`: none was made since.
    """

    id: int
    dossier_id: int
    code: str
    version: int
    is_last: bool
    sha256: str
    size: int
    file_count: int
    made_at: datetime
    made_by: str
    receipt_number: str
    receipt_on: date | None
    received_by: str
    ended: Ended | None


def due(
    unit_ids: Iterable[int], now: datetime, *, after: int = 0, limit: int = 50
) -> tuple[DueRow, ...]:
    """Return returned dossiers of these units not packed a set time after, by id; one statement.

    The time is a setting, `MOTCUA_ARCHIVE_AFTER_YEARS`.
    """
    until = now - _YEAR * settings.MOTCUA_ARCHIVE_AFTER_YEARS
    packed = ArchivePackage.objects.filter(dossier=OuterRef("pk"))
    ended = Dossier.objects.filter(
        competent_unit__in=list(unit_ids), state=State.RETURNED, returned_at__lt=until, id__gt=after
    )
    columns = ("id", "code", "version__name", "owner_name", "returned_at")
    rows = ended.filter(~Exists(packed)).order_by("id").values_list(*columns)[:limit]
    return tuple(
        DueRow(pk, str(code), procedure, owner, ended_at or until)
        for pk, code, procedure, owner, ended_at in rows
    )


def packages_of(dossier_id: int) -> tuple[PackageRow, ...]:
    """Return the packages of a dossier, the last one first; one statement."""
    return _rows(ArchivePackage.objects.filter(dossier=dossier_id).order_by("-version"))


def register_of(
    unit_ids: Iterable[int],
    *,
    out_of_date: bool = False,
    before: int | None = None,
    limit: int = 50,
) -> tuple[PackageRow, ...]:
    """Return packages of what these units decided, the newest first; one statement.

    `out_of_date` leaves those whose result has ended and for which none was made since.
    """
    found = ArchivePackage.objects.filter(unit__in=list(unit_ids))
    if before is not None:
        found = found.filter(pk__lt=before)
    if out_of_date:
        found = found.filter(~Exists(_NEWER), result__revoked_at__isnull=False)
    return _rows(found.order_by("-pk")[:limit])


def _rows(found: QuerySet[ArchivePackage]) -> tuple[PackageRow, ...]:
    told = found.select_related("blob", "dossier", "result").annotate(
        newer=Exists(_NEWER), replaced_by=Subquery(_REPLACING.values("number")[:1])
    )
    return tuple(
        PackageRow(
            row.pk, row.dossier_id, str(row.dossier.code), row.version, not row.newer,
            str(row.blob_id), row.blob.size, row.file_count, row.made_at, row.made_by,
            row.receipt_number, row.receipt_on, row.received_by,
            _ended(row.result, row.replaced_by or ""),
        )
        for row in told
    )  # fmt: skip


def _ended(result: Result | None, by: str) -> Ended | None:
    if result is None or result.revoked_at is None:
        return None
    return Ended(result.number, result.revoked_at, result.revoke_reason, by)
