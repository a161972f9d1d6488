"""A table of facts: one procedure a line, its papers only counted."""

from collections.abc import Mapping

from motcua.registers.catalogue.importer.codes import national_code, provisional_code
from motcua.registers.catalogue.importer.loose import pick, text
from motcua.registers.catalogue.importer.report import Notes
from motcua.registers.catalogue.importer.terms import fees_of, limits_of
from motcua.registers.catalogue.rules.draft import VersionDraft
from motcua.registers.catalogue.rules.kinds import OnlineLevel

COLUMNS = frozenset({"title", "duration_text", "fees_vnd"})


def is_table_row(item: Mapping[str, object]) -> bool:
    """Tell whether an object has the columns of the table."""
    return item.keys() >= COLUMNS


def read_table_row(item: Mapping[str, object]) -> tuple[VersionDraft | None, Notes]:
    """Read one line; None when it has no title. Notes name what stayed unread."""
    name, body = text(pick(item, "title"), 1500), text(pick(item, "agency"), 500)
    printed = text(pick(item, "code"), 60)
    code = national_code(printed) or provisional_code(name, body)
    notes = Notes(code)
    if not name:
        notes.add("title", printed, "a procedure without a name")
        return None, notes
    if printed and not national_code(printed):
        notes.add("code", printed, "not a national code; a provisional one was given")
    channels = text(pick(item, "channels"), 100).split("+")
    charging, fees = fees_of({None: text(pick(item, "fees_vnd"), 4000)}, notes)
    draft = VersionDraft(
        code=code,
        name=name,
        is_provisional_code=not national_code(code),
        field_code="khac",
        field_name="Lĩnh vực khác",
        field_name_en="Other fields",
        charging=charging,
        is_counter="counter" in channels,
        is_postal="post" in channels,
        online_level=OnlineLevel.PARTIAL if "online" in channels else OnlineLevel.NONE,
        competent_body=body,
        source=text(pick(item, "source"), 300),
        fees=fees,
        limits=limits_of({None: text(pick(item, "duration_text"), 4000)}, notes),
    )
    return draft, notes
