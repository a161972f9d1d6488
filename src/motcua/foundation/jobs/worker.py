"""The worker process: runs the queue and the timetable until it is told to stop."""

import asyncio
import logging
import threading
from collections.abc import Sequence
from contextlib import suppress
from copy import copy
from typing import cast

from django.db import close_old_connections
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.django_connector import DjangoConnector

from motcua.foundation.jobs.rules import OUTBOUND, Beat, Slot
from motcua.kit import clock

logger = logging.getLogger(__name__)

CONCURRENCY = 4
GRACE_SECONDS = 20.0
LOOK_AT_STOP_SECONDS = 0.2


def run(
    stop_event: threading.Event,
    *,
    timetable: Sequence[Slot] = (),
    beats: Sequence[Beat] = (),
    may_send: bool = True,
) -> None:
    """Work until `stop_event` is set, then finish what is running, GRACE_SECONDS at most.

    A worker that may not send leaves the jobs of the OUTBOUND queue where they are.
    """
    threads = [threading.Thread(target=_beat, args=(beat, stop_event)) for beat in beats]
    for thread in threads:
        thread.start()
    try:
        worker_app = _worker_app(timetable)
        queues = _queues(worker_app) - (set() if may_send else {OUTBOUND})
        asyncio.run(_work(worker_app, stop_event, queues))
    finally:
        stop_event.set()
        for thread in threads:
            thread.join(GRACE_SECONDS)


def _worker_app(timetable: Sequence[Slot]) -> App:
    """The queue on connections of its own.

    The jobs' own `enqueue` keeps to Django's connection, hence to their transaction; swapping the
    connector of the one shared app would take that away.
    """
    worker_app = DjangoApp(connector=cast(DjangoConnector, app.connector).get_worker_connector())
    for name, task in app.tasks.items():
        worker_app.tasks[name] = bound = copy(task)
        bound.blueprint = worker_app
    for slot in timetable:
        worker_app.periodic(cron=slot.cron)(worker_app.tasks[slot.job])
    return worker_app


def _queues(worker_app: App) -> set[str]:
    return {task.queue for task in worker_app.tasks.values()}


async def _work(worker_app: App, stop_event: threading.Event, queues: set[str]) -> None:
    async with worker_app.open_async():
        work = asyncio.create_task(
            worker_app.run_worker_async(
                queues=sorted(queues),
                concurrency=CONCURRENCY,
                install_signal_handlers=False,
                shutdown_graceful_timeout=GRACE_SECONDS,
                delete_jobs="never",
            )
        )
        while not stop_event.is_set() and not work.done():
            await asyncio.sleep(LOOK_AT_STOP_SECONDS)
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work


def _beat(beat: Beat, stop_event: threading.Event) -> None:
    while not stop_event.wait(beat.seconds):
        try:
            close_old_connections()
            beat.act(clock.now())
        except Exception:
            logger.exception("beat %s failed; next try in %s s", beat.name, beat.seconds)
        finally:
            close_old_connections()
