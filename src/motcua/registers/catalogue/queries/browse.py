"""Walking through the catalogue: the fields, the procedures of a field, what is open today."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from motcua.kit.text import sort_key
from motcua.registers.catalogue.queries.search import ProcedureRow, in_force, listed
from motcua.registers.catalogue.rules.kinds import Route

PAGE = 40


@dataclass(frozen=True)
class FieldRow:
    """A field of state management and how many of its procedures are in force."""

    code: str
    name: str
    name_en: str
    count: int


@dataclass(frozen=True)
class ProcedureList:
    """One page of procedures in the order of their codes; `after` asks for the next, "" = end."""

    rows: tuple[ProcedureRow, ...]
    after: str


def fields_in_force(on: date) -> tuple[FieldRow, ...]:
    """Return the fields that have procedures in force, in Vietnamese order; one statement."""
    columns = ("procedure__field__code", "procedure__field__name", "procedure__field__name_en")
    counted = in_force(on).order_by().values_list(*columns).annotate(Count("pk"))
    rows = (FieldRow(*row) for row in counted)
    return tuple(sorted(rows, key=lambda row: sort_key(row.name)))


def browse(on: date, field_code: str = "", after: str = "") -> ProcedureList:
    """Return the procedures in force after a code, of one field or of all; one statement."""
    versions = in_force(on).filter(procedure__code__gt=after)
    if field_code:
        versions = versions.filter(procedure__field__code=field_code)
    rows = listed(versions, PAGE + 1)
    more = rows[PAGE - 1].code if len(rows) > PAGE else ""
    return ProcedureList(rows[:PAGE], more)


def open_now(on: date, most: int = 60) -> tuple[ProcedureRow, ...]:
    """Return procedures whose electronic process runs, by field and name; one statement."""
    running = in_force(on).filter(electronic_process_activated_at__isnull=False)
    rows = listed(running.exclude(route=Route.EXTERNAL), most)
    return tuple(sorted(rows, key=lambda row: (sort_key(row.field_name), sort_key(row.name))))
