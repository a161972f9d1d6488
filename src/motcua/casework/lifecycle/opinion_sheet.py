"""The sheet of an opinion, drawn from what its step has on record: equal data, equal bytes."""

from dataclasses import replace
from datetime import datetime

from motcua.casework.documents.posting import draw_uncounted
from motcua.casework.documents.render import Rendered
from motcua.casework.documents.rules.house_papers import OpinionSheet
from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import wording
from motcua.casework.lifecycle.events import DossierAppraised
from motcua.casework.lifecycle.headed import headed
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, Outcome
from motcua.foundation.journal.queries import entries_of
from motcua.registers.organisation.rules import Acting


def draw_opinion(dossier: Dossier, task: Task, by: Acting) -> Rendered:
    """Draw what was said in a step that is done, by its unit and whoever did it."""
    said_at = task.closed_at or task.opened_at
    paper = headed(dossier, Stamp(replace(by, unit_id=task.unit_id), said_at))
    is_question = task.act == Act.ANSWER_CONSULTATION
    sheet = OpinionSheet(
        head=paper.head,
        dossier_code=str(dossier.code),
        owner=dossier.owner_name,
        request=paper.procedure,
        step="Trả lời xin ý kiến" if is_question else task.name,
        question=task.question,
        verdict=_agreed(task) if is_question else _found(task, said_at),
        said_at=said_at,
        opinion=task.opinion,
        signer=wording.signer_of(task.closed_by),
    )
    return draw_uncounted(sheet, said_at)


def _agreed(task: Task) -> str:
    return wording.AGREES[task.outcome == Outcome.APPROVED]


def _found(task: Task, said_at: datetime) -> str:
    """Return the conclusion that went on record last while the step was open, "" for none."""
    said = [
        bool(entry.body["is_eligible"])
        for entry in entries_of(task.dossier_id, since=task.opened_at)
        if entry.kind == DossierAppraised.kind and entry.at <= said_at
    ]
    return wording.ELIGIBLE[said[-1]] if said else ""
