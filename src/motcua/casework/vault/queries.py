"""Readers: what an owner has, what of it may stand for required papers, what it was used for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from motcua.casework.vault.models import CertifiedCopy, StoredPaper, Use
from motcua.casework.vault.rules import Doubt, Held, Standing, Trust, Wanted, unfit

MOST = 200


@dataclass(frozen=True)
class UseRow:
    """One use of a stored paper: in which dossier, by whom, on what ground."""

    name: str
    number: str
    from_code: str
    dossier_code: str
    ground: str
    by_label: str
    at: datetime


def held_row(row: StoredPaper) -> Held:
    """Return a stored paper as a value."""
    return Held(
        id=row.pk,
        owner_id=row.owner_id,
        kind_code=row.kind_code,
        name=row.name,
        number=row.number,
        issuer=row.issuer,
        issued_on=row.issued_on,
        valid_until=row.valid_until,
        trust=Trust(row.trust),
        standing=Standing(row.standing),
        doubt=Doubt(row.doubt),
    )


def held_by(owner_id: int) -> tuple[Held, ...]:
    """Return an owner's newest stored papers, MOST of them; one statement."""
    rows = StoredPaper.objects.filter(owner=owner_id).order_by("-kept_at", "id")[:MOST]
    return tuple(map(held_row, rows))


def offers(owner_id: int | None, wanted: Iterable[Wanted], on: date) -> dict[int, tuple[Held, ...]]:
    """Return for each required paper the stored ones that may stand for it, newest first.

    No statement for an unknown owner, or when nothing asked for may be used again; else one.
    """
    reusable = [one for one in wanted if one.is_reusable]
    if owner_id is None or not reusable:
        return {}
    held = held_by(owner_id)
    fitting = {
        one.required_paper_id: tuple(
            paper for paper in held if unfit(paper, one, owner_id=owner_id, on=on) is None
        )
        for one in reusable
    }
    return {paper_id: papers for paper_id, papers in fitting.items() if papers}


def uses_of_owner(owner_id: int) -> tuple[UseRow, ...]:
    """Return the newest uses of an owner's papers; one statement."""
    return _uses(Use.objects.filter(paper__owner=owner_id).order_by("-at", "id")[:MOST])


def _uses(found: QuerySet[Use]) -> tuple[UseRow, ...]:
    rows = found.values_list(
        "paper__name", "paper__number", "paper__from_dossier__code", "dossier__code",
        "ground", "by_label", "at",
    )  # fmt: skip
    return tuple(
        UseRow(name, number, str(origin), str(code), ground, by_label, at)
        for name, number, origin, code, ground, by_label, at in rows
    )


@dataclass(frozen=True)
class RegisterRow:
    """A line of the register of certified electronic copies."""

    id: int
    number: str
    at: datetime
    paper: str
    owner: str
    page_count: int
    by_label: str
    code: str
    sha256: str


def register_of(
    unit_ids: Iterable[int], *, before: int | None = None, limit: int = 50
) -> tuple[RegisterRow, ...]:
    """Return the register of these units, newest first, going on behind `before`; one statement."""
    lines = CertifiedCopy.objects.filter(unit__in=list(unit_ids)).order_by("-id")
    if before is not None:
        lines = lines.filter(id__lt=before)
    rows = lines.values_list(
        "id", "number", "year", "at", "paper__name", "dossier__owner_name", "page_count",
        "by_label", "dossier__code", "copy_id",
    )  # fmt: skip
    return tuple(
        RegisterRow(pk, f"{number}/{year}", at, paper, owner, pages, by, str(code), sha)
        for pk, number, year, at, paper, owner, pages, by, code, sha in rows[:limit]
    )
