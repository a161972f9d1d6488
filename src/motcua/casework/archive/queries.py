"""Readers: what is due for the archive, and how one dossier stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef

from motcua.casework.archive.models import ArchivePackage
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State

_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class DueRow:
    """An ended dossier that the archive should have by now."""

    dossier_id: int
    code: str
    procedure: str
    owner: str
    ended_at: datetime


@dataclass(frozen=True)
class PackageRow:
    """A package and its receipt; `receipt_number` is empty until the archive gave one."""

    sha256: str
    size: int
    file_count: int
    made_at: datetime
    made_by: str
    receipt_number: str
    receipt_on: date | None
    received_by: str


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


def package_of(dossier_id: int) -> PackageRow | None:
    """Return the package of a dossier, None before there is one; one statement."""
    row = ArchivePackage.objects.select_related("blob").filter(dossier=dossier_id).first()
    if row is None:
        return None
    return PackageRow(
        row.blob_id,
        row.blob.size,
        row.file_count,
        row.made_at,
        row.made_by,
        row.receipt_number,
        row.receipt_on,
        row.received_by,
    )
