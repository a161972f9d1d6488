"""Ring the timers of running processes whose instant has come."""

from datetime import datetime

from django.db import transaction

from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle.events import TimerRang
from motcua.casework.lifecycle.waiting import went_on
from motcua.casework.processes.models import Timer
from motcua.casework.processes.runtime import ring
from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import SYSTEM

BATCH = 200


def ring_timers(now: datetime) -> int:
    """Ring every timer due by `now`, each in its own transaction; return how many rang.

    A timer whose dossier is being worked on waits for the next round.
    """
    due = Timer.objects.filter(fires_at__lte=now).order_by("fires_at")
    return sum(_ring(timer_id, now) for timer_id in due.values_list("id", flat=True)[:BATCH])


@transaction.atomic
def _ring(timer_id: int, now: datetime) -> int:
    timer = Timer.objects.filter(pk=timer_id).first()
    if timer is None:
        return 0
    locked = Dossier.objects.select_for_update(of=("self",), skip_locked=True)
    dossier = locked.filter(pk=timer.dossier_id).first()
    if dossier is None or not timer.delete()[0]:
        return 0
    moved = ring(dossier, timer.token, at=now)
    happened = went_on(dossier, moved, by=SYSTEM, now=now)
    record(TimerRang(dossier.pk, timer.token), *happened, by=SYSTEM, at=now)
    return 1
