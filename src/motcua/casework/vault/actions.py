"""The writers of this room: keep for the owner, end, and use again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import ResultState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.vault.events import PaperReused
from motcua.casework.vault.models import StoredPaper, Use
from motcua.casework.vault.queries import held_row
from motcua.casework.vault.rules import (
    GROUND,
    Held,
    Standing,
    Trust,
    Unfit,
    Wanted,
    kind_key,
    unfit,
)
from motcua.foundation.files.models import Blob
from motcua.kit.clock import VIETNAM


class CannotReuse(Exception):
    """A stored paper may not stand for the required one: `reason` and the paper's `name`."""

    def __init__(self, reason: Unfit, name: str) -> None:
        super().__init__(reason, name)
        self.reason = reason
        self.name = name


@dataclass(frozen=True)
class Kept:
    """What is known of a paper that goes into the store."""

    name: str
    trust: Trust
    kind_code: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    valid_until: date | None = None


def keep_result(dossier: Dossier, result: Result, issuer: str, *, now: datetime) -> StoredPaper:
    """Keep an issued result for its owner: the most trusted paper there is.

    Basis: Decree 45/2020/NĐ-CP, art. 16 (personal store; mem-mid).
    """
    return StoredPaper.objects.create(
        owner_id=dossier.owner_id,
        kind_key=kind_key(result.title),
        name=result.title,
        number=result.number,
        issuer=issuer,
        issued_on=now.astimezone(VIETNAM).date(),
        trust=Trust.ISSUED_HERE,
        from_dossier=dossier,
        result=result,
        kept_at=now,
    )


def keep_paper(dossier: Dossier, kept: Kept, blob: Blob, *, now: datetime) -> StoredPaper:
    """Keep a digitised paper for the owner of the dossier it came with; again changes nothing."""
    key = kind_key(kept.name)
    stored, _ = StoredPaper.objects.get_or_create(
        from_dossier=dossier,
        blob=blob,
        kind_key=key,
        defaults={**vars(kept), "owner_id": dossier.owner_id, "kept_at": now},
    )
    return stored


def end_of_result(result_id: int, standing: Standing, *, now: datetime) -> None:
    """A replaced or revoked result can be used no more; one that is not stored is no matter."""
    stored = StoredPaper.objects.filter(result=result_id, standing=Standing.IN_FORCE)
    stored.update(standing=standing, ended_at=now)


@dataclass(frozen=True)
class Reuse:
    """A stored paper that stands for a required one, and the row that says so, not yet written."""

    held: Held
    row: Use


def use(
    dossier: Dossier, wanted: Mapping[int, Wanted], *, by_label: str, now: datetime
) -> list[Reuse]:
    """Let stored papers stand for required ones; the act writes the rows and tells `told`.

    `wanted` maps the id of a stored paper to what it stands for. One statement. Raises CannotReuse
    for another owner's paper, an unknown one, or one that no longer holds.
    Basis: Decree 107/2021/NĐ-CP, art. 21a (mem-mid).
    """
    if not wanted:
        return []
    known = {row.pk: held_row(row) for row in StoredPaper.objects.filter(pk__in=wanted)}
    on = now.astimezone(VIETNAM).date()
    return [
        Reuse(
            held := _checked(known.get(stored_id), one, dossier, on),
            Use(
                paper_id=held.id,
                dossier=dossier,
                required_paper_id=one.required_paper_id,
                ground=GROUND,
                by_label=by_label,
                at=now,
            ),
        )
        for stored_id, one in wanted.items()
    ]


def told(dossier_id: int, reuses: Sequence[Reuse]) -> list[PaperReused]:
    """Return what the journal says of reuses, once the dossier has its number."""
    return [
        PaperReused(dossier_id, one.held.id, one.held.name, one.held.number, GROUND)
        for one in reuses
    ]


def _checked(held: Held | None, wanted: Wanted, dossier: Dossier, on: date) -> Held:
    if held is None:
        raise CannotReuse(Unfit.ANOTHERS, wanted.name)
    if reason := unfit(held, wanted, owner_id=dossier.owner_id, on=on):
        raise CannotReuse(reason, wanted.name)
    return held


_KEEP_ISSUED = """
    INSERT INTO vault_storedpaper
           (owner_id, kind_code, kind_key, name, number, issuer, issued_on,
            valid_until, trust, standing, from_dossier_id, result_id, kept_at)
    SELECT d.owner_id, '', k.kind_key, r.title, r.number, u.name,
           (r.issued_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
           NULL, %(trust)s, %(standing)s, d.id, r.id, r.issued_at
      FROM documents_result r
      JOIN dossiers_dossier d ON d.id = r.dossier_id
      JOIN organisation_unit u ON u.id = d.competent_unit_id
      JOIN unnest(%(titles)s::text[], %(keys)s::text[]) k(title, kind_key) ON k.title = r.title
     WHERE r.state = %(issued)s AND r.kind_code <> 'refusal'
        ON CONFLICT DO NOTHING
"""


def keep_all_issued() -> int:
    """Keep every issued result that is not stored yet, after a load of the past; return how many.

    Two statements, whatever the number.
    """
    issued = Result.objects.filter(state=ResultState.ISSUED)
    titles = list(issued.order_by("title").values_list("title", flat=True).distinct())
    values: dict[str, Any] = {
        "titles": titles,
        "keys": [kind_key(title) for title in titles],
        "trust": Trust.ISSUED_HERE,
        "standing": Standing.IN_FORCE,
        "issued": ResultState.ISSUED,
    }
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_ISSUED, values)
        return int(cursor.rowcount)
