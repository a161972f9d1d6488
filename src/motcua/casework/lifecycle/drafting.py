"""Draft the result while appraising: what the leader reads, and what the clerk will issue."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.documents import actions as documents
from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import ResultKind
from motcua.casework.lifecycle.drafted import drafted_text
from motcua.casework.lifecycle.events import ResultDrafted
from motcua.casework.lifecycle.opening import open_task
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.registers.organisation.rules import Acting


class CannotDraft(CannotAct):
    """A draft has a title and words."""


@transaction.atomic
def draft_result(
    task_id: int, *, title: str, text: str, by: Acting, now: datetime, key: UUID | None = None
) -> Result:
    """Write or rewrite the draft; the version before is kept beside it for comparison.

    Raises `CannotDraft`, `TaskTaken`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (draft of the result with the appraisal; mem-mid).
    """
    dossier, _task = open_task(task_id, Verb.APPRAISE, by=by, key=key)
    if not (title.strip() and text.strip()):
        raise CannotDraft("no_draft")
    before = drafted_text(dossier.pk)
    result = documents.draft_result(
        dossier.pk,
        kind_code=ResultKind.RESULT,
        title=title,
        body={"text": text, "before": before},
        now=now,
    )
    Stamp(by, now, key).record(ResultDrafted(dossier.pk, title, text))
    return result
