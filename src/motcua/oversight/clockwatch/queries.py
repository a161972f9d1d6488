"""Running dossiers whose promise is near or past, the least slack first, and who holds each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import RUNNING
from motcua.casework.lifecycle.events import OfficerReminded
from motcua.casework.lifecycle.queries import visible_to
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import TaskState
from motcua.engine.worktime import add_working_minutes, working_minutes_between
from motcua.foundation.journal.models import Entry
from motcua.oversight.clockwatch.rules import NEAR_MINUTES
from motcua.registers.calendar.queries import calendar_at, calendar_of
from motcua.registers.organisation.rules import Acting

PAGE = 50


@dataclass(frozen=True)
class RiskRow:
    """A dossier at risk; `slack_minutes` are working minutes, negative when the promise is past."""

    dossier_id: int
    code: str
    procedure: str
    due_at: datetime
    slack_minutes: int
    holders: tuple[tuple[str, str, str], ...]
    reminders: int
    reminded_at: datetime | None


def at_risk(
    *, by: Acting, now: datetime, after: tuple[datetime, int] | None = None
) -> tuple[RiskRow, ...]:
    """Return running dossiers in sight that are late or due within two working days.

    Judged by the promise that an extension does not move; PAGE + 1 rows at most, after a
    (promise, id); the statement walks an index of the running ones by their promise. `holders`
    are (step, office, officer or "").
    Basis: handbook 4.5, 4.6 (near due); screens M3.
    """
    near = add_working_minutes(calendar_of(None), now, NEAR_MINUTES)
    running = visible_to(by).filter(state__in=sorted(RUNNING))
    found = running.annotate(promise=Coalesce("original_due_at", "due_at"))
    found = found.filter(promise__lte=near)
    if after is not None:
        # A lower bound by itself, so that the index begins there.
        found = found.filter(promise__gte=after[0]).exclude(promise=after[0], pk__lte=after[1])
    told = found.select_related("version").annotate(**_standing()).order_by("promise", "pk")
    return tuple(_row(dossier, now) for dossier in told[: PAGE + 1])


def _standing() -> dict[str, Any]:
    steps = Task.objects.filter(dossier=OuterRef("pk"), state=TaskState.OPEN).order_by("id")
    reminders = Entry.objects.filter(dossier_id=OuterRef("pk"), kind=OfficerReminded.kind)
    counted = reminders.order_by().values("dossier_id")
    return {
        "steps": ArraySubquery(
            steps.values(
                json=JSONObject(
                    name=F("name"), unit=F("unit__name"), officer=F("assignee__full_name")
                )
            )
        ),
        "reminders": Subquery(counted.annotate(n=Count("id")).values("n")),
        "reminded_at": Subquery(counted.annotate(last=Max("at")).values("last")),
    }


def _row(dossier: Any, now: datetime) -> RiskRow:
    return RiskRow(
        dossier.pk,
        dossier.code,
        dossier.version.name,
        dossier.promise,
        slack(dossier, dossier.promise, now),
        tuple((s["name"], s["unit"], s["officer"] or "") for s in dossier.steps),
        dossier.reminders or 0,
        dossier.reminded_at,
    )


def slack(dossier: Dossier, promise: datetime, now: datetime) -> int:
    """Return the working minutes left until a promise by its own calendar; negative: passed."""
    return working_minutes_between(calendar_at(dossier.calendar_version), now, promise)


def is_in_sight(dossier_id: int, *, by: Acting) -> bool:
    """Tell whether the actor may see a dossier; a stranger learns nothing. One statement."""
    return visible_to(by).filter(pk=dossier_id).exists()
