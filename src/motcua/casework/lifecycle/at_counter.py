"""What the counter reads of a dossier: who it belongs to, where it stands, what was printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, Subquery

from motcua.casework.dossiers.models import Dossier, HandoverItem
from motcua.casework.dossiers.rules import DeliveryState, FinancialState, ReturnMethod, State
from motcua.casework.lifecycle.queries import visible_to
from motcua.casework.lifecycle.rules import Standing
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, TaskState
from motcua.registers.organisation.rules import Acting

COLUMNS = (
    "pk", "code", "version__procedure__code", "version__name", "version__name_en", "owner_id",
    "owner_name", "state", "financial_state", "delivery_state", "return_method", "is_on_the_spot",
    "received_at", "due_at", "original_due_at", "finished_at", "returned_at", "receiving_unit_id",
    "competent_unit_id", "return_unit_id", "competent_unit__name", "return_unit__name",
    "look_up_key", "note", "case_id",
)  # fmt: skip


MOST_COUNTED = 1_000


@dataclass(frozen=True)
class CounterRow:
    """A dossier as the counter handles it."""

    dossier_id: int
    code: str
    procedure_code: str
    procedure: str
    procedure_en: str
    owner_id: int
    owner_name: str
    state: State
    financial_state: FinancialState
    delivery_state: DeliveryState
    return_method: ReturnMethod
    is_on_the_spot: bool
    received_at: datetime | None
    due_at: datetime | None
    original_due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    receiving_unit_id: int
    competent_unit_id: int
    return_unit_id: int
    competent_unit: str
    return_unit: str
    look_up_key: str
    note: str
    case_id: int | None

    @property
    def standing(self) -> Standing:
        """The facts that permissions need."""
        return Standing(
            self.state, self.receiving_unit_id, self.competent_unit_id, self.return_unit_id
        )


def by_code(by: Acting, code: str) -> CounterRow | None:
    """Return the dossier with this code, None when there is none in sight; one statement."""
    return next(iter(rows_of(visible_to(by).filter(code=code.upper())[:1])), None)


def code_of(by: Acting, dossier_id: int) -> str | None:
    """Return the code of a dossier in sight."""
    return visible_to(by).filter(pk=dossier_id).values_list("code", flat=True).first()


def rows_of(dossiers: QuerySet[Dossier]) -> tuple[CounterRow, ...]:
    """Return dossiers as rows; one statement."""
    found = dossiers.values_list(*COLUMNS)
    return tuple(map(row_of, found))


def row_of(row: tuple[object, ...]) -> CounterRow:
    """Return `COLUMNS` of a dossier as a row."""
    values = dict(zip(CounterRow.__dataclass_fields__, row, strict=True))
    values["state"] = State(str(values["state"]))
    values["financial_state"] = FinancialState(str(values["financial_state"]))
    values["delivery_state"] = DeliveryState(str(values["delivery_state"]))
    values["return_method"] = ReturnMethod(str(values["return_method"]))
    return CounterRow(**values)  # type: ignore[arg-type]


def to_hand_over(by: Acting, most: int, after: int = 0) -> tuple[CounterRow, ...]:
    """Return received dossiers of the officer's units that no list carries yet, by unit.

    `after` is the last dossier seen; it may have been handed over meanwhile.
    """
    waiting = Dossier.objects.filter(
        receiving_unit__in=by.unit_ids, state=State.RECEIVED, is_on_the_spot=False
    )
    travelling = HandoverItem.objects.filter(arrived__isnull=True).values("dossier_id")
    if after:
        last = Subquery(Dossier.objects.filter(pk=after).values("competent_unit__name"))
        rest = Q(competent_unit__name=last, pk__gt=after) | Q(competent_unit__name__gt=last)
        waiting = waiting.filter(rest)
    return rows_of(waiting.exclude(pk__in=travelling).order_by("competent_unit__name", "pk")[:most])


def to_return(by: Acting, most: int = 50, after: int = 0) -> tuple[CounterRow, ...]:
    """Return finished dossiers whose result may be given at the officer's units, by arrival."""
    finished = Dossier.objects.filter(
        return_unit__in=by.unit_ids, state=State.FINISHED, pk__gt=after
    )
    return rows_of(finished.order_by("pk")[:most])


def to_collect(by: Acting, dossier_ids: Iterable[int]) -> dict[int, int]:
    """Return the open task of taking a result in, of these dossiers, that the officer may do."""
    tasks = Task.objects.filter(
        dossier__in=list(dossier_ids),
        unit__in=by.unit_ids,
        role__in=by.roles,
        act=Act.RECEIVE_RESULT,
        state=TaskState.OPEN,
    )
    return dict(tasks.order_by("pk").values_list("dossier_id", "pk"))


@dataclass(frozen=True)
class Waiting:
    """How much waits at a counter; each count stops at `MOST_COUNTED`."""

    to_hand_over: int
    to_return: int
    owing: int


def waiting(by: Acting) -> Waiting:
    """Count what waits at the officer's units; three short index walks."""
    units = by.unit_ids
    travelling = HandoverItem.objects.filter(arrived__isnull=True).values("dossier_id")
    kinds = (
        Dossier.objects.filter(
            receiving_unit__in=units, state=State.RECEIVED, is_on_the_spot=False
        ).exclude(pk__in=travelling),
        Dossier.objects.filter(return_unit__in=units, state=State.FINISHED),
        Dossier.objects.filter(receiving_unit__in=units, financial_state=FinancialState.DUE),
    )
    return Waiting(*(kind[:MOST_COUNTED].count() for kind in kinds))


def owing(by: Acting, most: int = 50, after: int = 0) -> tuple[CounterRow, ...]:
    """Return dossiers received at the officer's units that still owe money."""
    open_ones = Dossier.objects.filter(
        receiving_unit__in=by.unit_ids, financial_state=FinancialState.DUE, pk__gt=after
    )
    return rows_of(open_ones.order_by("pk")[:most])


def owners_in_sight(by: Acting, owner_ids: Iterable[int]) -> frozenset[int]:
    """Return which of these people own a dossier that the officer may see; one statement."""
    theirs = visible_to(by).filter(owner_id__in=list(owner_ids))
    return frozenset(theirs.values_list("owner_id", flat=True).distinct())


def of_owner(by: Acting, owner_id: int, most: int = 50, before: int = 0) -> tuple[CounterRow, ...]:
    """Return the dossiers of a person that the officer may see, the newest first."""
    theirs = visible_to(by).filter(owner_id=owner_id)
    return rows_of((theirs.filter(pk__lt=before) if before else theirs).order_by("-pk")[:most])
