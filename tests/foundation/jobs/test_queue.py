"""The queue: transactional, repeated after a death, stopped cleanly."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import TaskNotFound

from motcua.foundation.jobs import actions, queries, worker
from motcua.foundation.jobs.queue import enqueue, job
from motcua.foundation.jobs.rules import OUTBOUND, Beat, Slot

AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


class Errand:
    """A job that tells when it has been done."""

    def __init__(self) -> None:
        self.did: list[int] = []
        self.done = threading.Event()

    def run(self, parcel_id: int = 0) -> None:
        self.did.append(parcel_id)
        self.done.set()


@pytest.fixture
def errand() -> Iterator[Errand]:
    errand = Errand()
    job("test.errand")(errand.run)
    yield errand
    del app.tasks["test.errand"]


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_act_leaves_no_job(errand: Errand) -> None:
    with transaction.atomic():
        enqueue("test.errand", parcel_id=1)
        transaction.set_rollback(True)
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_only_ids_travel(errand: Errand) -> None:
    with pytest.raises(TypeError, match="parcel is not an id"):
        enqueue("test.errand", parcel={"weight": 3})  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_job_that_no_room_knows_is_refused() -> None:
    with pytest.raises(TaskNotFound):
        enqueue("test.unknown")


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_the_job_keeps_the_beat_and_stops(errand: Errand) -> None:
    stop, felt = threading.Event(), threading.Event()
    enqueue("test.errand", parcel_id=7)
    beat = Beat("test.beat", 0.01, lambda now: felt.set())
    thread = threading.Thread(target=worker.run, args=(stop,), kwargs={"beats": [beat]})
    thread.start()
    assert errand.done.wait(20)
    assert felt.wait(20)
    stop.set()
    thread.join(30)
    assert not thread.is_alive()
    assert (errand.did, queries.count_by_status()) == ([7], {"succeeded": 1})


@pytest.mark.django_db(transaction=True)
def test_a_copy_in_quarantine_sends_nothing_but_works(errand: Errand) -> None:
    letter = Errand()
    job("test.letter", queue=OUTBOUND)(letter.run)
    stop = threading.Event()
    enqueue("test.letter", parcel_id=1)
    enqueue("test.errand", parcel_id=2)
    thread = threading.Thread(target=worker.run, args=(stop,), kwargs={"may_send": False})
    thread.start()
    assert errand.done.wait(20)
    stop.set()
    thread.join(30)
    del app.tasks["test.letter"]
    assert (letter.did, errand.did) == ([], [2])
    assert queries.count_by_status() == {"succeeded": 1, "todo": 1}


@pytest.mark.django_db(transaction=True)
def test_the_timetable_enqueues_by_the_second(errand: Errand) -> None:
    stop = threading.Event()
    slots = [Slot("test.errand", "* * * * * *")]
    thread = threading.Thread(target=worker.run, args=(stop,), kwargs={"timetable": slots})
    thread.start()
    assert errand.done.wait(20)
    stop.set()
    thread.join(30)
    assert set(errand.did) == {0}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("attempts", "becomes"), [(0, "todo"), (actions.MAX_STARTS - 1, "failed")])
def test_the_job_of_a_killed_worker_is_run_again_but_not_for_ever(
    errand: Errand, attempts: int, becomes: str
) -> None:
    number = enqueue("test.errand", parcel_id=7)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 hour') RETURNING id)"
            " UPDATE procrastinate_jobs SET status = 'doing', attempts = %s,"
            " worker_id = (SELECT id FROM dead) WHERE id = %s",
            [attempts, number],
        )
    _apart(lambda: actions.retry_stalled(AT))
    assert ProcrastinateJob.objects.get(pk=number).status == becomes


def _apart(act: Callable[[], object]) -> None:
    """Act as a worker does, in a thread of its own: this one may host a browser's event loop."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
