"""Files and payloads in, drafts in the catalogue and a report out."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from motcua.registers.catalogue.actions import draft, edit_draft
from motcua.registers.catalogue.importer.crawl import is_crawled, read_crawled
from motcua.registers.catalogue.importer.national import is_national, read_national
from motcua.registers.catalogue.importer.report import ImportReport, Notes, Unread
from motcua.registers.catalogue.importer.table import is_table_row, read_table_row
from motcua.registers.catalogue.models import Procedure, ProcedureVersion
from motcua.registers.catalogue.permissions import FOUNDER
from motcua.registers.catalogue.rules.draft import VersionDraft
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.registers.organisation.rules import Acting

Reader = Callable[[Mapping[str, object]], tuple[VersionDraft | None, Notes]]
SHAPES: tuple[tuple[Callable[[Mapping[str, object]], bool], Reader], ...] = (
    (is_national, read_national),
    (is_table_row, read_table_row),
    (is_crawled, read_crawled),
)


def read(payload: object) -> Iterator[tuple[VersionDraft | None, Notes]]:
    """Read any JSON value, whatever its shape; what is no procedure becomes a note."""
    if isinstance(payload, Mapping) and "result" in payload:
        payload = payload["result"]
    many = payload if isinstance(payload, list) else [payload]
    for item in many:
        reader = _reader(item) if isinstance(item, Mapping) else None
        if reader is not None and isinstance(item, Mapping):
            yield reader(item)
            continue
        notes = Notes("")
        notes.add("procedure", repr(item)[:200], "no shape that is known")
        yield None, notes


def _reader(item: Mapping[str, object]) -> Reader | None:
    return next((reader for fits, reader in SHAPES if fits(item)), None)


def import_payload(
    payload: object, *, by: Acting, now: datetime, only_new: bool = False
) -> ImportReport:
    """Draft every procedure of a payload; with `only_new` known codes are left alone.

    The drafts are not open for reception: a person completes, announces and publishes them.
    """
    created: list[str] = []
    updated: list[str] = []
    unread: list[Unread] = []
    for facts, notes in _first_of_each_code(read(payload)):
        unread += notes.unread
        if facts is None or (only_new and _is_known(facts.code)):
            continue
        (updated if _write(facts, by, now) else created).append(facts.code)
    return ImportReport(tuple(created), tuple(updated), tuple(unread))


def import_file(path: Path | str, *, now: datetime, by: Acting = FOUNDER) -> ImportReport:
    """Import a `.csv` table or a `.json` file. Raises OSError when it cannot be opened."""
    return import_payload(payload_of(Path(path)), by=by, now=now)


def payload_of(path: Path) -> object:
    """Return what a file holds; a text that is no JSON is handed on as text, and noted."""
    written = path.read_text(encoding="utf-8-sig", errors="replace")
    if path.suffix.lower() == ".csv":
        return list(csv.DictReader(written.splitlines()))
    try:
        return json.loads(written)
    except (ValueError, RecursionError):
        return written


def _first_of_each_code(
    found: Iterable[tuple[VersionDraft | None, Notes]],
) -> Iterator[tuple[VersionDraft | None, Notes]]:
    seen: set[str] = set()
    for facts, notes in found:
        if facts is not None and facts.code in seen:
            notes.add("code", facts.name, "this code came earlier in the same file; left out")
            facts = None
        elif facts is not None:
            seen.add(facts.code)
        yield facts, notes


def _is_known(code: str) -> bool:
    return Procedure.objects.filter(code=code).exists()


def _write(facts: VersionDraft, by: Acting, now: datetime) -> bool:
    """Write the draft, over an earlier draft if there is one; tell whether the code was known."""
    was_known = _is_known(facts.code)
    versions = ProcedureVersion.objects.filter(procedure__code=facts.code)
    standing = versions.filter(state=VersionState.DRAFT).values_list("pk", flat=True).first()
    if standing is None:
        draft(facts, by=by, now=now)
    else:
        edit_draft(standing, facts, by=by, now=now)
    return was_known
