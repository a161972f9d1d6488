"""The writers of this room: pack an ended dossier, record the archive's receipt."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.archive.events import DossierArchived, DossierPacked
from motcua.casework.archive.models import ArchivePackage
from motcua.casework.archive.packing import files_of, is_being_sealed, result_in_force
from motcua.casework.archive.rules import bag
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import OPEN
from motcua.foundation.files.actions import keep
from motcua.foundation.files.rules import MediaType
from motcua.foundation.journal.actions import claim, record
from motcua.kit.clock import VIETNAM
from motcua.registers.organisation.rules import Acting, Role

KEEPERS = frozenset({Role.CLERK_SEAL, Role.PROVINCE_CLERK})


class CannotArchive(Exception):
    """`reason`: not_yours, not_ended, unsealed (the result), packed (already), changed (meanwhile),
    not_packed, no_receipt, no_day, received (already), in_future, before_package."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class ArchiveReceipt:
    """What the archive gave for a package; `on` None when what was written is no day."""

    number: str
    on: date | None
    received_by: str


def pack(dossier_id: int, *, by: Acting, now: datetime, key: UUID | None = None) -> ArchivePackage:
    """Pack an ended dossier of the clerk's unit for the archive.

    Where the result in the last package was revoked or replaced, another is made; the last stays.
    Raises CannotArchive, and AlteredFile when a file of it is not whole.
    Basis: Law on Archives 2024 (hand-over within a year after the work ended; mem-lo).
    """
    dossier = _in_charge(dossier_id, by)
    if dossier.state in OPEN:
        raise CannotArchive("not_ended")
    if is_being_sealed(dossier_id):
        raise CannotArchive("unsealed")
    last, held = _last(dossier_id), result_in_force(dossier_id)
    if last is not None and last.result_id == held:
        raise CannotArchive("packed")
    files = files_of(dossier)
    replaced = str(last.blob_id) if last else ""
    blob = keep(bag(str(dossier.code), files, _said(dossier, replaced)), MediaType.ZIP, now=now)
    with transaction.atomic():
        if key is not None:
            claim(key, by=by.actor)
        # Whatever ends a result locks its dossier first.
        Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)
        if (_last(dossier_id), result_in_force(dossier_id)) != (last, held):
            raise CannotArchive("changed")
        package = ArchivePackage.objects.create(
            dossier=dossier, version=last.version + 1 if last else 1, unit=dossier.competent_unit,
            result_id=held, blob=blob, file_count=len(files), made_at=now, made_by=by.actor.label,
        )  # fmt: skip
        event = DossierPacked(dossier_id, blob.sha256, len(files), replaced)
        record(event, by=by.actor, at=now, unit_id=by.unit_id, key=key)
    return package


def _last(dossier_id: int) -> ArchivePackage | None:
    return ArchivePackage.objects.filter(dossier=dossier_id).order_by("-version").first()


def _said(dossier: Dossier, replaced: str) -> dict[str, str]:
    """Return what the bag says of itself; the archive sees which package it stands in for."""
    said = {
        "Source-Organization": dossier.competent_unit.name,
        "External-Identifier": str(dossier.code),
    }
    return said | ({"Replaces-Package-SHA256": replaced} if replaced else {})


@transaction.atomic
def acknowledge(
    dossier_id: int,
    receipt: ArchiveReceipt,
    *,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> ArchivePackage:
    """Record the receipt that the archive gave for the last package. Raises CannotArchive."""
    if key is not None:
        claim(key, by=by.actor)
    _in_charge(dossier_id, by)
    packages = ArchivePackage.objects.select_for_update().filter(dossier=dossier_id)
    package = packages.order_by("-version").first()
    if package is None:
        raise CannotArchive("not_packed")
    if package.receipt_number:
        raise CannotArchive("received")
    if not (receipt.number.strip() and receipt.received_by.strip()):
        raise CannotArchive("no_receipt")
    if receipt.on is None:
        raise CannotArchive("no_day")
    if receipt.on > now.astimezone(VIETNAM).date():
        raise CannotArchive("in_future")
    if receipt.on < package.made_at.astimezone(VIETNAM).date():
        raise CannotArchive("before_package")
    package.receipt_number, package.receipt_on = receipt.number[:80], receipt.on
    package.received_by, package.acknowledged_at = receipt.received_by[:200], now
    package.save()
    told = (package.blob_id, package.receipt_number, receipt.on, package.received_by)
    event = DossierArchived(dossier_id, *told)
    record(event, by=by.actor, at=now, unit_id=by.unit_id, key=key)
    return package


def may_archive(dossier: Dossier, by: Acting) -> bool:
    """Tell whether this officer keeps the records of the unit that decided."""
    return by.holds(KEEPERS, dossier.competent_unit_id)


def _in_charge(dossier_id: int, by: Acting) -> Dossier:
    found = Dossier.objects.select_related("competent_unit", "version__procedure")
    dossier = found.filter(pk=dossier_id).first()
    if dossier is None or not may_archive(dossier, by):
        raise CannotArchive("not_yours")
    return dossier
