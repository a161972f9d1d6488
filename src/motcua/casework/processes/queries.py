"""Readers of open work: worklists as frozen rows, least time left first, page by page.

A page is one statement whatever the number of rows; the tabs' counts are another one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)

from motcua.casework.dossiers.models import ClockEvent, Dossier
from motcua.casework.dossiers.rules import OPEN, PAUSED
from motcua.casework.processes.models import ProcessInstance, Task
from motcua.casework.processes.rules import Act, Outcome, TaskState
from motcua.kit.paging import Cursor
from motcua.registers.organisation.rules import Acting, Role

PAGE = 50
_NO_INSTANT = datetime.min.replace(tzinfo=UTC)
COUNT_NO_FURTHER = 100
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


@dataclass(frozen=True, slots=True)
class WorkRow:
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
    """Return a page of open work and the cursor of the next one; one statement."""
    plain = wanted.stand is Stand.ALL and not wanted.words and wanted.after is None
    text, values = _first_page(by, wanted.scope) if plain else _compiled(_page(by, wanted))
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        rows = tuple(WorkRow(*row) for row in cursor.fetchall())
    shown = rows[:PAGE]
    last = shown[-1] if len(rows) > PAGE else None
    return shown, Cursor((last.dossier_due_at, last.task_id)) if last else None


def _page(by: Acting, wanted: Wanted) -> QuerySet[Task, Any]:
    found = _scope(by, wanted.scope).filter(_stand(wanted)).filter(_words(wanted.words))
    if wanted.after is not None:
        found = found.filter(_after(wanted.after))
    ordered = found.annotate(**_facts()).order_by(F("dossier_due_at").asc(nulls_last=True), "id")
    return ordered.values_list(*_FIELDS)[: PAGE + 1]


def counts_of(by: Acting, *scopes: Scope) -> Mapping[Scope, int]:
    """Return how much work each scope holds, counted no further than 100; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(*_counts(by, scopes))
        tally = Counter(scope for (scope,) in cursor.fetchall())
    return {scope: tally[scope.value] for scope in scopes}


# Making the text of these two takes longer than answering it; it depends on the officer alone.
_Statement = tuple[str, tuple[Any, ...]]


@lru_cache(maxsize=2048)
def _first_page(by: Acting, scope: Scope) -> _Statement:
    return _compiled(_page(by, Wanted(scope, _NO_INSTANT, _NO_INSTANT)))


@lru_cache(maxsize=2048)
def _counts(by: Acting, scopes: tuple[Scope, ...]) -> _Statement:
    parts = [
        _scope(by, scope)
        .annotate(scope=Value(scope.value, CharField()))
        .order_by()
        .values_list("scope", flat=True)[:COUNT_NO_FURTHER]
        for scope in scopes
    ]
    return _compiled(parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0])


def _compiled(found: QuerySet[Task, Any]) -> _Statement:
    """Return text and values of a query; one that can find nothing has no text of its own."""
    try:
        text, values = found.query.sql_with_params()
    except EmptyResultSet:
        return "SELECT WHERE false", ()
    return text, tuple(values)


def first_task(by: Acting) -> int | None:
    """Return the dossier of one's own most urgent task, None when nothing is left."""
    mine = _scope(by, Scope.MINE).order_by(F("dossier_due_at").asc(nulls_last=True), "id")
    return mine.values_list("dossier_id", flat=True).first()


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
    running = ~Q(dossier__state__in=sorted(PAUSED))
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

    The few dossiers that wait are found first, from narrow indexes; then their last steps.
    """
    here = Dossier.objects.filter(competent_unit__in=list(by.unit_ids)).order_by()
    paused = here.filter(state__in=sorted(PAUSED)).values("pk")
    questions = Task.objects.filter(act=Act.ANSWER_CONSULTATION, state=TaskState.OPEN).order_by()
    asked = here.filter(state__in=sorted(OPEN), pk__in=questions.values("dossier")).values("pk")
    last = (
        Task.objects.filter(dossier=OuterRef("dossier"), token__isnull=False)
        .order_by("-id")
        .values("pk")[:1]
    )
    held = Q() if by.may(*LEADERS) else Q(assignee=by.officer_id)
    return Task.objects.filter(held, pk=Subquery(last), dossier__in=paused.union(asked))


def _stand(wanted: Wanted) -> Q:
    late = Q(dossier__original_due_at__lt=wanted.now)
    soon = Q(dossier_due_at__lte=wanted.near)
    views = {
        Stand.ALL: Q(),
        Stand.LATE: late,
        Stand.SOON: soon & ~late,
        Stand.CALM: ~late & ~soon,
    }
    return views[wanted.stand]


def _words(folded: str) -> Q:
    """Match every word with the owner's folded name, or the whole with the code."""
    if not folded:
        return Q()
    named = Q()
    for word in folded.split():
        named &= Q(dossier__owner_search__contains=word)
    return named | Q(dossier__code__iexact=folded)


def _after(cursor: Cursor) -> Q:
    due, task_id = cursor.values
    if due is None:
        return Q(dossier_due_at__isnull=True, id__gt=task_id)
    beyond = Q(dossier_due_at__gt=due) | Q(dossier_due_at__isnull=True)
    return beyond | Q(dossier_due_at=due, id__gt=task_id)


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
