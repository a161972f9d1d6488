"""R-4: from reception to return every step is followed in the system, and nothing is unwritten."""

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import TaskState
from motcua.foundation.journal.queries import entries_of
from tests.casework.desk import Desk


def _returned(desk: Desk) -> Dossier:
    dossier = desk.finished()
    desk.later(hours=16).collect(dossier)
    desk.later(hours=1).return_result(dossier)
    return dossier


def test_each_entry_says_who_when_where(desk: Desk) -> None:
    dossier = _returned(desk)
    entries = entries_of(dossier.pk)
    assert entries[0].kind == "dossier.received"
    assert entries[-1].kind in {"dossier.result_returned", "task.done"}
    for entry in entries:
        assert entry.actor.label
        assert entry.unit_id in set(desk.cast._units.values())
    instants = [entry.at for entry in entries]
    assert instants == sorted(instants)


def test_every_task_that_was_opened_is_closed_on_record(desk: Desk) -> None:
    dossier = _returned(desk)
    entries = entries_of(dossier.pk)
    opened = {entry.subject_id for entry in entries if entry.kind == "task.opened"}
    done = {entry.subject_id for entry in entries if entry.kind == "task.done"}
    tasks = Task.objects.filter(dossier=dossier)
    assert not tasks.filter(state=TaskState.OPEN).exists()
    assert {str(key) for key in tasks.values_list("pk", flat=True)} == opened == done


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET at = at - interval '3 days'",
        "DELETE FROM journal_entry",
        "UPDATE fees_posting SET amount_vnd = amount_vnd * 2",
        "UPDATE fees_ledgerentry SET at = at - interval '3 days'",
    ],
)
def test_what_was_written_is_neither_changed_nor_taken_away(desk: Desk, statement: str) -> None:
    desk.receive()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
