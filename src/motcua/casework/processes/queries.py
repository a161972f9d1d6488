"""Readers of open work: worklists as frozen rows, least time left first, page by page.

A page is one statement whatever the number of rows; the tabs' counts are another one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import (
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from motcua.casework.dossiers.models import ClockEvent, Dossier
from motcua.casework.dossiers.rules import OPEN, PAUSED
from motcua.casework.processes.models import ProcessInstance, Task
from motcua.casework.processes.rules import Act, Outcome, TaskState
from motcua.foundation.rows import Kept, count_each, slot
from motcua.kit.paging import Cursor
from motcua.registers.organisation.rules import Acting, Role

PAGE = 50
COUNT_NO_FURTHER = 100
MOST_WAITING = 10_000
LEADERS = frozenset({Role.DIVISION_LEADER, Role.UNIT_LEADER, Role.PROVINCE_LEADER})
DECISIONS = (Act.APPROVE, Act.APPROVE_EXTENSION)


class Scope(StrEnum):
    """Whose work a list shows."""

    MINE = "mine"
    POOL = "pool"
    UNIT = "unit"
    WAITING = "waiting"
    QUESTIONS = "questions"
    APPROVALS = "approvals"


class Stand(StrEnum):
    """A saved view: how the dossiers of the list stand against their promise."""

    ALL = "all"
    LATE = "late"
    SOON = "soon"
    CALM = "calm"


@dataclass(frozen=True)
class Wanted:
    """What a page of work is asked for; `near` is the instant up to which a promise is near."""

    scope: Scope
    now: datetime
    near: datetime
    stand: Stand = Stand.ALL
    words: str = ""
    after: Cursor | None = None


class WorkRow(NamedTuple):
    """One piece of open work. `paused_at` is when the dossier's clock last stood still."""

    task_id: int
    act: str
    role: str
    step: str
    node_key: str
    unit_id: int
    unit_name: str
    assignee_id: int | None
    assignee: str
    opened_at: datetime
    due_at: datetime | None
    dossier_due_at: datetime | None
    question: str
    dossier_id: int
    code: str
    owner: str
    state: str
    abstract: str
    received_at: datetime | None
    original_due_at: datetime | None
    procedure: str
    procedure_en: str
    definition_id: int | None
    paused_at: datetime | None
    returned_with: str | None
    silent_units: int | None


_FIELDS = (
    "id", "act", "role", "name", "node_key", "unit_id", "unit__name", "assignee_id",
    "assignee__full_name", "opened_at", "due_at", "dossier_due_at", "question", "dossier_id",
    "dossier__code", "dossier__owner_name", "dossier__state", "dossier__abstract",
    "dossier__received_at", "dossier__original_due_at", "dossier__version__name",
    "dossier__version__name_en", "definition", "paused_at", "returned_with", "silent_units",
)  # fmt: skip


def work_of(by: Acting, wanted: Wanted) -> tuple[tuple[WorkRow, ...], Cursor | None]:
    """Return a page of open work and the cursor of the next one.

    One statement; another one where the dated work ends in the middle of a later page.
    """
    due, task_id = wanted.after.values if wanted.after else (None, None)
    slots = {"now": wanted.now, "near": wanted.near, "due": due, "task": task_id}
    start = _start(wanted.after is not None, due)
    rows = _page(by, wanted, start).rows(**slots)
    if start is _Start.DATED and len(rows) <= PAGE:
        rows += _page(by, wanted, _Start.UNDATED).rows(**{**slots, "task": 0})
    shown = tuple(map(WorkRow._make, rows[:PAGE]))
    last = shown[-1] if len(rows) > PAGE else None
    return shown, Cursor((last.dossier_due_at, last.task_id)) if last else None


class _Start(StrEnum):
    """Where a page begins: at the head of the list, among the dated, among the undated."""

    HEAD = "head"
    DATED = "dated"
    UNDATED = "undated"


def _start(is_later: bool, due: object) -> _Start:
    if not is_later:
        return _Start.HEAD
    return _Start.UNDATED if due is None else _Start.DATED


def counts_of(by: Acting, *scopes: Scope) -> Mapping[Scope, int]:
    """Return how much work each scope holds, counted no further than 100; one statement."""
    counts = count_each(*(_counted(by, scope) for scope in scopes))
    return dict(zip(scopes, counts, strict=True))


def _page(by: Acting, wanted: Wanted, start: _Start) -> Kept[Task]:
    """Return the query of a page; one that looks for somebody's words is made for once."""
    if wanted.words:
        return _made(by, wanted.scope, wanted.stand, start, tuple(wanted.words.split()))
    return _kept(by, wanted.scope, wanted.stand, start)


# Making the text of these takes longer than answering it; it depends on officer and list alone.
@lru_cache(maxsize=4096)
def _kept(by: Acting, scope: Scope, stand: Stand, start: _Start) -> Kept[Task]:
    return _made(by, scope, stand, start)


def _made(
    by: Acting, scope: Scope, stand: Stand, start: _Start, words: tuple[str, ...] = ()
) -> Kept[Task]:
    found = _scope(by, scope).filter(_stand(stand), _words(words), _from(start))
    ordered = found.annotate(**_facts()).order_by(F("dossier_due_at").asc(nulls_last=True), "id")
    return Kept(ordered.values_list(*_FIELDS)[: PAGE + 1])


@lru_cache(maxsize=4096)
def _counted(by: Acting, scope: Scope) -> Kept[Task]:
    return Kept(_scope(by, scope).order_by().values_list("pk")[:COUNT_NO_FURTHER])


@lru_cache(maxsize=1024)
def _first(by: Acting) -> Kept[Task]:
    mine = _scope(by, Scope.MINE).order_by(F("dossier_due_at").asc(nulls_last=True), "id")
    return Kept(mine.values_list("dossier_id")[:1])


def first_task(by: Acting) -> int | None:
    """Return the dossier of one's own most urgent task, None when nothing is left."""
    return next((dossier_id for (dossier_id,) in _first(by).rows()), None)


def load_of(officer_ids: Sequence[int]) -> Mapping[int, int]:
    """Return how many open tasks each of these officers holds; one statement."""
    held = Task.objects.filter(assignee__in=officer_ids, state=TaskState.OPEN)
    found = dict(held.order_by().values_list("assignee").annotate(n=Count("pk")))
    return {officer_id: found.get(officer_id, 0) for officer_id in officer_ids}


def dossier_of(task_id: int) -> int | None:
    """Return the dossier a task belongs to, None when there is no such task."""
    return Task.objects.filter(pk=task_id).values_list("dossier_id", flat=True).first()


def _scope(by: Acting, scope: Scope) -> QuerySet[Task]:
    if scope is Scope.WAITING:
        return _waiting(by)
    work = Task.objects.filter(state=TaskState.OPEN)
    here, roles = Q(unit__in=list(by.unit_ids)), Q(role__in=sorted(by.roles))
    answers = Q(act=Act.ANSWER_CONSULTATION)
    mine_or_free = Q(assignee=by.officer_id) | Q(assignee__isnull=True)
    running = Q(is_paused=False)
    filters = {
        Scope.MINE: Q(assignee=by.officer_id) & ~answers & running,
        Scope.POOL: here & roles & Q(assignee__isnull=True) & ~answers & running,
        Scope.UNIT: here & ~answers,
        Scope.QUESTIONS: here & roles & answers & mine_or_free,
        Scope.APPROVALS: here & roles & Q(act__in=DECISIONS) & mine_or_free,
    }
    return work.filter(filters[scope])


def _waiting(by: Acting) -> QuerySet[Task]:
    """The last step of each dossier that waits for the applicant or for another agency.

    The few dossiers that wait are found first, from narrow indexes; then their last steps. An
    officer has done ten thousand steps in a few years: those are not the place to begin.
    """
    here = list(by.unit_ids)
    paused = Dossier.objects.filter(competent_unit__in=here, state__in=sorted(PAUSED)).order_by()
    asked = Task.objects.filter(
        act=Act.ANSWER_CONSULTATION,
        state=TaskState.OPEN,
        dossier__competent_unit__in=here,
        dossier__state__in=sorted(OPEN),
    ).order_by()
    last = Task.objects.filter(dossier=OuterRef("pk"), token__isnull=False).order_by("-id")
    waiting = Dossier.objects.filter(pk__in=paused.values("pk").union(asked.values("dossier")))
    steps = waiting.order_by().annotate(step=Subquery(last.values("pk")[:1])).values("step")
    held = Q() if by.may(*LEADERS) else Q(assignee=by.officer_id)
    # Cut off, the steps are found once; left open, the planner looks for each of them twice.
    return Task.objects.filter(held, pk__in=steps[:MOST_WAITING])


def _stand(stand: Stand) -> Q:
    late = Q(dossier__original_due_at__lt=slot("now"))
    soon = Q(dossier_due_at__lte=slot("near"))
    views = {
        Stand.ALL: Q(),
        Stand.LATE: late,
        Stand.SOON: soon & ~late,
        Stand.CALM: ~late & ~soon,
    }
    return views[stand]


def _words(words: tuple[str, ...]) -> Q:
    """Match every word with the owner's folded name, or the whole with the code."""
    if not words:
        return Q()
    named = Q()
    for word in words:
        named &= Q(dossier__owner_search__contains=word)
    return named | Q(dossier__code__iexact=" ".join(words))


def _from(start: _Start) -> Q:
    """Walk the index from where the last page ended, never from the head of the list."""
    after = Q(id__gt=slot("task"))
    starts = {
        _Start.HEAD: Q(),
        _Start.DATED: Q(dossier_due_at__gte=slot("due"))
        & (Q(dossier_due_at__gt=slot("due")) | after),
        _Start.UNDATED: Q(dossier_due_at__isnull=True) & after,
    }
    return starts[start]


def _open_questions() -> QuerySet[Task]:
    return Task.objects.filter(
        dossier=OuterRef("dossier"), act=Act.ANSWER_CONSULTATION, state=TaskState.OPEN
    )


def _facts() -> dict[str, Any]:
    """What a row tells besides its own columns, read through indexes of the dossier."""
    stops = ClockEvent.objects.filter(dossier=OuterRef("dossier"), kind="suspended")
    returned = Task.objects.filter(
        dossier=OuterRef("dossier"),
        state=TaskState.DONE,
        outcome=Outcome.BACK,
        closed_at=OuterRef("opened_at"),
    )
    instance = ProcessInstance.objects.filter(dossier=OuterRef("dossier"))
    counted = _open_questions().order_by().values("dossier").annotate(n=Count("pk")).values("n")
    return {
        "definition": Subquery(instance.values("definition_id")[:1]),
        "paused_at": Subquery(stops.order_by("-at").values("at")[:1]),
        "returned_with": Subquery(returned.values("opinion")[:1]),
        "silent_units": Subquery(counted, output_field=IntegerField()),
    }
