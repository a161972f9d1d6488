"""The first statement of an act on a dossier: the key claimed and the rows locked, at once."""

from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model

from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes.models import Task
from motcua.foundation.journal.actions import claiming
from motcua.foundation.journal.rules import Actor

M = TypeVar("M", bound=Model)

# Who waited for a lock reads the locked row as it is now, but other rows as they were when the
# statement began. So the task is locked too, after its dossier, and nothing else is read here.
_LOCKED_TASK = """
SELECT ({claimed}), {wanted}
  FROM (SELECT * FROM dossiers_dossier
         WHERE id = (SELECT dossier_id FROM processes_task WHERE id = %s) FOR UPDATE) d
  JOIN processes_task t ON t.id = %s AND t.dossier_id = d.id
   FOR UPDATE OF t
"""
_LOCKED_DOSSIER = "SELECT ({claimed}), {wanted} FROM dossiers_dossier d WHERE id = %s FOR UPDATE"


def lock_dossier(dossier_id: int, *, by: Actor, key: UUID | None) -> Dossier:
    """Claim the key and lock the dossier. Raises `AlreadyDone`, `Dossier.DoesNotExist`."""
    row = _locked(_LOCKED_DOSSIER, _wanted(Dossier, "d"), (dossier_id,), by, key)
    return _row(Dossier, row)


def lock_task(task_id: int, *, by: Actor, key: UUID | None) -> tuple[Dossier, Task]:
    """Claim the key and lock a task with its dossier. Raises as `lock_dossier`."""
    wanted = f"{_wanted(Dossier, 'd')}, {_wanted(Task, 't')}"
    row = _locked(_LOCKED_TASK, wanted, (task_id, task_id), by, key)
    dossier = _row(Dossier, row)
    task = _row(Task, row[len(Dossier._meta.concrete_fields) :])
    task.dossier = dossier
    return dossier, task


def _locked(
    text: str, wanted: str, values: tuple[int, ...], by: Actor, key: UUID | None
) -> tuple[Any, ...]:
    claimed = claiming(key, by=by)
    statement = f"WITH {claimed.first} {text.format(claimed=claimed.sql, wanted=wanted)}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*claimed.given, *values])
        row: tuple[Any, ...] | None = cursor.fetchone()
    if row is None:
        raise Dossier.DoesNotExist(*values)
    claimed.read(row[0])
    return row[1:]


def _row(model: type[M], values: tuple[Any, ...]) -> M:
    names = _names(model)
    return model.from_db(DEFAULT_DB_ALIAS, names, values[: len(names)])


@cache
def _names(model: type[Model]) -> list[str]:
    return [one.attname for one in model._meta.concrete_fields]


@cache
def _wanted(model: type[Model], alias: str) -> str:
    quoted = connection.ops.quote_name
    return ", ".join(f"{alias}.{quoted(str(one.column))}" for one in model._meta.concrete_fields)
