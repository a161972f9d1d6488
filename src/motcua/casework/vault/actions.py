"""The writers of this room: keep for the owner, end, and use again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Q

from motcua.casework.documents.models import PaperFile, PaperItem, Result, ResultVersion
from motcua.casework.documents.rules.papers import FileOrigin, ResultKind, ResultState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.signing.queries import is_green
from motcua.casework.vault.events import PaperReused
from motcua.casework.vault.models import CertifiedCopy, StoredPaper, Use
from motcua.casework.vault.queries import held_row
from motcua.casework.vault.rules import (
    Held,
    Standing,
    Trust,
    Unfit,
    Wanted,
    kind_key,
    unfit,
)
from motcua.engine.pdfa.pages import page_count
from motcua.foundation.files.models import Blob
from motcua.foundation.files.queries import read
from motcua.kit.clock import VIETNAM


class CannotReuse(Exception):
    """A stored paper may not stand for the required one: `reason` and the paper's `name`."""

    def __init__(self, reason: Unfit, name: str) -> None:
        super().__init__(reason, name)
        self.reason = reason
        self.name = name


def keep_of_dossier(dossier_id: int, *, now: datetime) -> None:
    """Keep for its owner what a successfully settled dossier leaves: the result, and its papers.

    Only papers that the procedure's list calls reusable; again changes nothing.
    Basis: Decree 45/2020/NĐ-CP, art. 16 (personal store; mem-mid).
    """
    dossier = Dossier.objects.select_related("competent_unit").get(pk=dossier_id)
    issued = Result.objects.filter(dossier=dossier, state=ResultState.ISSUED)
    for result in issued.exclude(kind_code=ResultKind.REFUSAL):
        _keep_result(dossier, result, now=now)
        for file in _reusable_files(dossier_id):
            _keep_file(dossier, file, now=now)


def _keep_result(dossier: Dossier, result: Result, *, now: datetime) -> None:
    StoredPaper.objects.get_or_create(
        result=result,
        defaults={
            "owner_id": dossier.owner_id,
            "kind_key": kind_key(result.title),
            "name": result.title,
            "number": result.number,
            "issuer": dossier.competent_unit.name,
            "issued_on": (result.issued_at or now).astimezone(VIETNAM).date(),
            "trust": Trust.ISSUED_HERE,
            "from_dossier": dossier,
            "kept_at": now,
        },
    )


def _reusable_files(dossier_id: int) -> list[PaperFile]:
    """The newest file of each reusable paper; what came from the store is there already."""
    files = PaperFile.objects.filter(
        paper__dossier=dossier_id, paper__required_paper__is_reusable=True, is_hidden=False
    ).exclude(origin=FileOrigin.OWN_STORE)
    newest = files.order_by("paper", "-version").distinct("paper")
    return list(newest.select_related("paper__required_paper"))


def _keep_file(dossier: Dossier, file: PaperFile, *, now: datetime) -> None:
    StoredPaper.objects.get_or_create(
        from_dossier=dossier,
        blob_id=file.blob_id,
        kind_key=kind_key(file.paper.name),
        defaults={
            "owner_id": dossier.owner_id,
            "kind_code": file.type_code,
            "name": file.paper.name,
            "number": file.number,
            "issuer": file.issuer,
            "issued_on": file.issued_on,
            "valid_until": file.valid_until,
            "trust": trust_of(file),
            "page_count": file.page_count,
            "kept_at": now,
        },
    )


def trust_of(file: PaperFile) -> Trust:
    """Return how much stands behind a digitised paper: a green verdict, a certified copy, a scan.

    A result of this house is trusted while it is in force, however good its signature. Three
    statements at most.
    """
    if CertifiedCopy.objects.filter(copy=file.blob_id).exists():
        return Trust.TRUE_COPY
    known = ResultVersion.objects.filter(file=file.blob_id)
    is_ended = known.exclude(result__state=ResultState.ISSUED).exists()
    return Trust.SIGNED if is_green(file.blob_id) and not is_ended else Trust.PLAIN


def lend_file(stored_id: int, dossier_id: int) -> None:
    """Put the file of a stored paper into the folder it is used in; again changes nothing."""
    stored = StoredPaper.objects.select_related("blob", "result__file").get(pk=stored_id)
    use = Use.objects.get(paper=stored, dossier=dossier_id)
    paper = PaperItem.objects.filter(dossier=dossier_id, required_paper=use.required_paper_id)
    blob = stored.blob or (_file_of(stored.result) if stored.result else None)
    if blob is None:
        return
    for item in paper:
        PaperFile.objects.get_or_create(
            paper=item,
            version=1,
            defaults={
                "blob": blob,
                "origin": FileOrigin.OWN_STORE,
                "name": item.name[:200],
                "type_code": stored.kind_code,
                "number": stored.number,
                "issuer": stored.issuer[:200],
                "issued_on": stored.issued_on,
                "valid_until": stored.valid_until,
                "page_count": stored.page_count or page_count(read(blob.sha256)),
                "size": blob.size,
                "digitised_by": use.by_label,
                "officer_id": 0,
                "digitised_at": use.at,
            },
        )


def _file_of(result: Result) -> Blob | None:
    """Return the signed original of a result, else the newest scan of its paper."""
    if result.file:
        return result.file
    scans = PaperFile.objects.filter(paper__result=result, is_hidden=False).order_by("-version")
    newest = scans.select_related("blob").first()
    return newest.blob if newest else None


def end_of_result(result_id: int, standing: Standing, *, now: datetime) -> None:
    """A replaced or revoked result can be used no more, nor what an owner brought of it as a paper.

    One that is not stored is no matter.
    """
    brought = ResultVersion.objects.filter(result=result_id).values("file")
    stored = StoredPaper.objects.filter(Q(result=result_id) | Q(blob__in=brought))
    stored.filter(standing=Standing.IN_FORCE).update(standing=standing, ended_at=now)


@dataclass(frozen=True)
class Reuse:
    """A stored paper that stands for a required one, and the row that says so, not yet written."""

    held: Held
    row: Use


def use(
    dossier: Dossier, wanted: Sequence[tuple[int, Wanted]], *, by_label: str, now: datetime
) -> list[Reuse]:
    """Let stored papers stand for required ones; the act writes the rows and tells `told`.

    `wanted` pairs the id of a stored paper with what it stands for. One statement. Raises
    CannotReuse for another owner's paper, an unknown one, one that no longer holds, or one that is
    to stand for two.
    Basis: Decree 107/2021/NĐ-CP, art. 21a (mem-mid).
    """
    if not wanted:
        return []
    ids = [stored_id for stored_id, _ in wanted]
    for nth, (stored_id, one) in enumerate(wanted):
        if stored_id in ids[:nth]:
            raise CannotReuse(Unfit.TWICE, one.name)
    known = {row.pk: held_row(row) for row in StoredPaper.objects.filter(pk__in=ids)}
    on = now.astimezone(VIETNAM).date()
    return [
        Reuse(
            held := _checked(known.get(stored_id), one, dossier, on),
            Use(
                paper_id=held.id,
                dossier=dossier,
                required_paper_id=one.required_paper_id,
                ground=settings.MOTCUA_REUSE_GROUND,
                by_label=by_label,
                at=now,
            ),
        )
        for stored_id, one in wanted
    ]


def told(dossier_id: int, reuses: Sequence[Reuse]) -> list[PaperReused]:
    """Return what the journal says of reuses, once the dossier has its number."""
    return [
        PaperReused(dossier_id, one.held.id, one.held.name, one.held.number, one.row.ground)
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
            valid_until, trust, doubt, standing, from_dossier_id, result_id, page_count, kept_at)
    SELECT d.owner_id, '', k.kind_key, r.title, r.number, u.name,
           (r.issued_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
           NULL, %(trust)s, '', %(standing)s, d.id, r.id, 0, r.issued_at
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
