"""Ring the timers of running processes whose instant has come."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle.events import TimerRang
from motcua.casework.lifecycle.waiting import went_on
from motcua.casework.processes.models import Timer
from motcua.casework.processes.runtime import ring
from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import SYSTEM

logger = logging.getLogger(__name__)

BATCH = 200
LONGEST_WAIT = timedelta(hours=1)
MOST_COUNTED = 99


def ring_timers(now: datetime) -> int:
    """Ring every timer due by `now`, each in its own transaction; return how many rang.

    A timer whose dossier is being worked on waits for the next round. One that fails stops no
    other: it keeps its error, is shown to the auditors and tried again after 1, 2, 4 … minutes.
    """
    waits = Q(retry_at=None) | Q(retry_at__lte=now)
    due = Timer.objects.filter(waits, fires_at__lte=now).order_by("fires_at")
    return sum(_try_to_ring(timer_id, now) for timer_id in due.values_list("id", flat=True)[:BATCH])


def _try_to_ring(timer_id: int, now: datetime) -> int:
    try:
        return _ring(timer_id, now)
    except Exception as problem:
        logger.exception("timer %s failed; it is tried again later", timer_id)
        _put_off(timer_id, f"{type(problem).__name__}: {problem}"[:500], now)
        return 0


@transaction.atomic
def _put_off(timer_id: int, error: str, now: datetime) -> None:
    for timer in Timer.objects.select_for_update().filter(pk=timer_id):
        timer.retry_at = now + min(timedelta(minutes=2**timer.failures), LONGEST_WAIT)
        timer.failures, timer.error = min(timer.failures + 1, MOST_COUNTED), error
        timer.save(update_fields=["retry_at", "failures", "error"])


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
