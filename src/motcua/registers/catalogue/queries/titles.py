"""What a published version is called: fixed for ever, so each process reads it once."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from motcua.registers.catalogue.models import Procedure, ProcedureVersion


@dataclass(frozen=True)
class Title:
    """Name and code of a procedure, and the decision that announced this version."""

    name: str
    code: str
    announced_by: str


@lru_cache(maxsize=4096)
def title_of(version_id: int) -> Title:
    """Return the title of a published version. Raises ProcedureVersion.DoesNotExist."""
    row = ProcedureVersion.objects.values_list(
        "name", "procedure__code", "announcement__number"
    ).get(pk=version_id)
    return Title(row[0], row[1], row[2] or "")


def fields_of(procedure_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return code and name of each procedure's field; one statement."""
    found = Procedure.objects.filter(pk__in=list(procedure_ids))
    rows = found.values_list("pk", "field__code", "field__name")
    return {pk: (code, name) for pk, code, name in rows}
