"""Everything a dossier's page shows, read in one statement; the journal and calendar are others.

The rows of the rooms below are gathered by the database into lists, so that opening a dossier
costs the same with one paper or with fifty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from motcua.casework.documents.models import FormIssue, PaperFile, PaperItem, Result
from motcua.casework.documents.rules.packs import FormKind, pack_named
from motcua.casework.documents.rules.papers import PaperState, ResultKind, ResultState
from motcua.casework.dossiers.models import (
    ClockEvent,
    Dossier,
    Party,
    SupplementItem,
    SupplementRequest,
)
from motcua.casework.fees.models import FeeDemand
from motcua.casework.lifecycle.queries import visible_to
from motcua.casework.lifecycle.seen import (
    DemandSeen,
    DraftSeen,
    FormSeen,
    Lacked,
    PaperSeen,
    PartySeen,
    RequestSeen,
    TaskSeen,
)
from motcua.casework.processes.models import ProcessInstance, Task
from motcua.casework.processes.rules import TaskState
from motcua.casework.signing.models import Certificate, Report
from motcua.casework.signing.rules.verdicts import Verdict, from_report
from motcua.foundation.rows import Kept, slot
from motcua.registers.organisation.rules import Acting


@dataclass(frozen=True)
class Workspace:
    """A dossier with all that belongs to it; `dossier` carries its version, case and units.

    `has_hand` tells whether who looks has a certificate to sign with.
    """

    dossier: Dossier
    parties: tuple[PartySeen, ...]
    papers: tuple[PaperSeen, ...]
    forms: tuple[FormSeen, ...]
    tasks: tuple[TaskSeen, ...]
    clock_events: tuple[ClockEvent, ...]
    requests: tuple[RequestSeen, ...]
    demands: tuple[DemandSeen, ...]
    definition_id: int | None
    result_number: str
    draft: DraftSeen | None
    has_hand: bool

    def open_tasks(self) -> tuple[TaskSeen, ...]:
        """Return what still has to be done, oldest first."""
        return tuple(task for task in self.tasks if task.is_open)

    def verdict_on(self, file: str) -> Verdict | None:
        """Return what was found about a file of the folder or of an opinion, None for no such."""
        papers = {paper.file: paper.verdict for paper in self.papers}
        return (papers | {task.signed_opinion: task.verdict for task in self.tasks}).get(file)

    def task_for(self, by: Acting) -> TaskSeen | None:
        """Return the open task that is the officer's own, else one he could take."""
        fit = [
            task
            for task in self.open_tasks()
            if task.role in by.roles
            and task.unit_id in by.unit_ids
            and task.assignee_id in (None, by.officer_id)
        ]
        return min(fit, key=lambda task: task.assignee_id != by.officer_id, default=None)


def open_workspace(dossier_id: int, *, by: Acting) -> Workspace | None:
    """Return the dossier as `by` may see it, None when it is out of sight; one statement.

    Basis: promises P7 (a stranger finds nothing).
    """
    dossier: Any = next(_wanted(by).objects(dossier=dossier_id), None)
    if dossier is None:
        return None
    return Workspace(
        dossier=dossier,
        parties=tuple(PartySeen(**row) for row in dossier.seen_parties),
        papers=tuple(map(_paper, dossier.seen_papers)),
        forms=tuple(map(_form, dossier.seen_forms)),
        tasks=tuple(map(_task, dossier.seen_tasks)),
        clock_events=tuple(_clock_event(row, dossier.pk) for row in dossier.seen_clock),
        requests=_requests(dossier.seen_requests, dossier.seen_items),
        demands=tuple(DemandSeen(**row) for row in dossier.seen_demands),
        definition_id=dossier.seen_definition,
        result_number=dossier.seen_result or "",
        draft=_draft(dossier.seen_draft),
        has_hand=dossier.seen_hand,
    )


@lru_cache(maxsize=1024)
def _wanted(by: Acting) -> Kept[Dossier]:
    found = visible_to(by).select_related(
        "version__procedure", "case", "receiving_unit", "competent_unit__parent", "return_unit"
    )
    hand = Exists(Certificate.objects.filter(officer=by.officer_id, withdrawn_at=None))
    return Kept(found.annotate(**_gathered(), seen_hand=hand).filter(pk=slot("dossier")))


def _gathered() -> dict[str, Any]:
    own = {"dossier": OuterRef("pk")}
    parties = Party.objects.filter(**own).order_by("id")
    papers = PaperItem.objects.filter(**own, result__isnull=True).order_by("id")
    forms = FormIssue.objects.filter(**own).order_by("id")
    instance = ProcessInstance.objects.filter(**own)
    tasks = Task.objects.filter(**own).order_by("id")
    clock = ClockEvent.objects.filter(**own).order_by("at", "id")
    requests = SupplementRequest.objects.filter(**own).order_by("id")
    items = SupplementItem.objects.filter(request__dossier=OuterRef("pk")).order_by("id")
    demands = FeeDemand.objects.filter(**own).order_by("id")
    result = Result.objects.filter(**own, state=ResultState.ISSUED)
    draft = Result.objects.filter(**own, state=ResultState.DRAFT)
    return {
        "seen_parties": _lists(
            parties, "role full_name identity_number phone email address authority"
        ),
        "seen_papers": _papers(papers),
        "seen_forms": _lists(forms, "id kind pack number issued_at issued_by copies_printed"),
        "seen_tasks": _tasks(tasks),
        "seen_clock": _lists(
            clock, "id kind reason legal_basis at due_before due_after actor_label"
        ),
        "seen_requests": _lists(requests, "id stage round reason requested_at answered_at"),
        "seen_items": _lists(items, "id request_id name what is_brought"),
        "seen_demands": _lists(demands, "id name amount_vnd state deferral_reason"),
        "seen_definition": Subquery(instance.values("definition_id")[:1]),
        "seen_draft": _lists(draft, "title kind_code body signing replaces_id"),
        "seen_result": Subquery(result.values("number")[:1]),
    }


def _lists(rows: QuerySet[Any], columns: str, **renamed: str) -> ArraySubquery:
    named = {name: F(name) for name in columns.split()}
    named |= {name: F(source) for name, source in renamed.items()}
    return ArraySubquery(rows.values(one=JSONObject(**named)))


def _papers(papers: QuerySet[PaperItem]) -> ArraySubquery:
    return _lists(
        papers.annotate(blob=_newest_file(), found=_verdict_on("blob")),
        "name originals copies state note",
        paper_id="required_paper_id",
        file="blob",
        verdict="found",
    )


def _tasks(tasks: QuerySet[Task]) -> ArraySubquery:
    return _lists(
        tasks.annotate(found=_verdict_on("signed_opinion")),
        "id node_key name act role unit_id assignee_id state working_minutes opened_at due_at"
        " closed_at closed_by outcome question opinion",
        unit="unit__name",
        assignee="assignee__full_name",
        signed_opinion="signed_opinion_id",
        verdict="found",
    )


def _newest_file() -> Subquery:
    files = PaperFile.objects.filter(paper=OuterRef("pk"), is_hidden=False).order_by("-version")
    return Subquery(files.values("blob_id")[:1])


def _verdict_on(file: str) -> Subquery:
    return Subquery(Report.objects.filter(pk=OuterRef(file)).values("verdict")[:1])


def _paper(row: dict[str, Any]) -> PaperSeen:
    typed = {"state": PaperState(row["state"]), "file": row["file"] or ""}
    return PaperSeen(**{**row, **typed, "verdict": _verdict(row["verdict"])})


def _verdict(report: dict[str, Any] | None) -> Verdict | None:
    return from_report(report) if report else None


def _draft(rows: Sequence[dict[str, Any]]) -> DraftSeen | None:
    if not rows:
        return None
    row = rows[0]
    body, kind = row["body"], row["kind_code"]
    refusal = body.get("refusal", "") if kind == ResultKind.REFUSAL else ""
    replaces = row["replaces_id"] is not None
    return DraftSeen(row["title"], body["text"], body["before"], refusal, row["signing"], replaces)


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _form(row: dict[str, Any]) -> FormSeen:
    kind = FormKind(row["kind"])
    title = pack_named(row.pop("pack")).row(kind).title
    issued_at = datetime.fromisoformat(row["issued_at"])
    return FormSeen(**{**row, "kind": kind, "title": title, "issued_at": issued_at})


def _task(row: dict[str, Any]) -> TaskSeen:
    instants = {name: _at(row[name]) for name in ("due_at", "closed_at")}
    opened_at = datetime.fromisoformat(row["opened_at"])
    typed = {"state": TaskState(row["state"]), "verdict": _verdict(row["verdict"])}
    texts = {name: row[name] or "" for name in ("assignee", "signed_opinion")}
    return TaskSeen(**{**row, **instants, **typed, **texts, "opened_at": opened_at})


def _clock_event(row: dict[str, Any], dossier_id: int) -> ClockEvent:
    instants = {name: _at(row[name]) for name in ("at", "due_before", "due_after")}
    return ClockEvent(**{**row, **instants, "dossier_id": dossier_id})


def _requests(
    rows: Sequence[dict[str, Any]], items: Sequence[dict[str, Any]]
) -> tuple[RequestSeen, ...]:
    return tuple(
        RequestSeen(
            stage=row["stage"],
            round=row["round"],
            reason=row["reason"],
            requested_at=datetime.fromisoformat(row["requested_at"]),
            answered_at=_at(row["answered_at"]),
            items=tuple(
                Lacked(item["id"], item["name"], item["what"], item["is_brought"])
                for item in items
                if item["request_id"] == row["id"]
            ),
        )
        for row in rows
    )
