"""Ask several agencies in one act: all are asked, or none is."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.lifecycle.consult import CannotConsult, Question, consult
from motcua.casework.processes.models import Task
from motcua.registers.organisation.rules import Acting


@transaction.atomic
def consult_many(
    dossier_id: int,
    questions: Sequence[Question],
    *,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> tuple[Task, ...]:
    """Ask these agencies side by side, each with its own limit; the dossier's clock runs on.

    Raises `CannotConsult`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (consulted agency answers within the asked limit; mem-mid).
    """
    if not questions:
        raise CannotConsult("no_question")
    first, *others = questions
    asked = [consult(dossier_id, first, by=by, now=now, key=key)]
    asked += [consult(dossier_id, question, by=by, now=now) for question in others]
    return tuple(asked)
