"""Readers: certificates as an inventory shows them, what an officer saw, what was signed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from motcua.casework.signing.models import Certificate, Report, Seen
from motcua.casework.signing.rules.certificates import USABLE, KeyKind, Standing, standing
from motcua.casework.signing.rules.verdicts import Colour
from motcua.registers.organisation.models import Post
from motcua.registers.organisation.rules import Role

SIGNING_ROLES = frozenset(
    {Role.UNIT_LEADER, Role.PROVINCE_LEADER, Role.RECEPTION_OFFICER, Role.DIGITISER}
)


@dataclass(frozen=True)
class CertificateRow:
    """One certificate of the inventory at an instant; a key that rests says until when."""

    id: int
    holder: str
    is_agency: bool
    subject: str
    serial: str
    issuer: str
    valid_from: datetime
    valid_until: datetime
    key_kind: KeyKind
    standing: Standing
    rests_until: datetime | None


def personal_certificate(officer_id: int) -> Certificate | None:
    """Return the certificate an officer signs with, None without one; one statement."""
    return Certificate.objects.filter(officer=officer_id, withdrawn_at=None).first()


def agency_certificate(unit_ids: Collection[int]) -> Certificate | None:
    """Return the certificate that seals for the first of these units that has one."""
    found = {
        row.unit_id: row
        for row in Certificate.objects.filter(unit__in=list(unit_ids), withdrawn_at=None)
    }
    return next((found[unit_id] for unit_id in unit_ids if unit_id in found), None)


def signers(officer_ids: Collection[int], now: datetime) -> frozenset[int]:
    """Return which of these officers can sign now; one statement."""
    rows = Certificate.objects.filter(officer__in=list(officer_ids), withdrawn_at=None)
    return frozenset(row.officer_id or 0 for row in rows if _standing(row, now) in USABLE)


def may_sign(officer_id: int, now: datetime) -> bool:
    """Tell whether an officer has a certificate in force."""
    return officer_id in signers([officer_id], now)


def inventory(now: datetime, limit: int = 500) -> tuple[CertificateRow, ...]:
    """Return the certificates in use, those that end first before others; one statement.

    Basis: R-44
    """
    rows = Certificate.objects.filter(withdrawn_at=None).select_related("officer", "unit")
    return tuple(_row(row, now) for row in rows.order_by("valid_until", "id")[:limit])


def posts_without(now: datetime, limit: int = 200) -> tuple[tuple[str, str, str], ...]:
    """Return the posts that sign, seal or copy and whose officer cannot: name, title, unit.

    Basis: R-44
    """
    able = Certificate.objects.filter(withdrawn_at=None, officer=OuterRef("officer"))
    posts = Post.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=now),
        ~Exists(able),
        roles__overlap=sorted(SIGNING_ROLES),
        officer__is_active=True,
    ).order_by("unit__code", "officer__sort_key", "pk")
    rows = posts.values_list("officer__full_name", "title", "unit__name")[:limit]
    return tuple((str(name), str(title), str(unit)) for name, title, unit in rows)


def seen_by(officer_id: int, files: Collection[str]) -> frozenset[str]:
    """Return which of these files the officer was shown; one statement."""
    rows = Seen.objects.filter(officer=officer_id, file__in=list(files))
    return frozenset(rows.values_list("file_id", flat=True))


def is_green(sha256: str) -> bool:
    """Tell whether the newest verdict on these bytes was that they are signed and valid."""
    return Report.objects.filter(pk=sha256, colour=Colour.GREEN).exists()


def _row(row: Certificate, now: datetime) -> CertificateRow:
    holder = row.officer.full_name if row.officer else row.unit.name if row.unit else ""
    return CertificateRow(
        row.pk,
        holder,
        row.unit_id is not None,
        row.subject,
        row.serial,
        row.issuer,
        row.valid_from,
        row.valid_until,
        KeyKind(row.key_kind),
        _standing(row, now),
        row.rests_until if row.rests_until and row.rests_until > now else None,
    )


def _standing(row: Certificate, now: datetime) -> Standing:
    return standing(row.valid_from, row.valid_until, row.revoked_at, row.withdrawn_at, now)
