"""Readers: nothing skipped, nothing out of order, poison set aside."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from queue import Queue
from typing import ClassVar

import pytest
from django.db import connections, transaction

from motcua.foundation.journal import queries, reactions
from motcua.foundation.journal.actions import holding, record
from motcua.foundation.journal.models import Held, Reader
from motcua.foundation.journal.reactions import reacts_to, run_until_quiet
from motcua.foundation.journal.rules import SYSTEM, EntryRow, Event
from tests.horizon import PATIENCE_SECONDS

AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Stamped(Event):
    kind: ClassVar[str] = "letter.stamped"
    subject_kind: ClassVar[str] = "dossier"

    dossier_id: int
    nth: int


class Listener:
    """Remembers what it was given; chokes on what it is told to."""

    def __init__(self) -> None:
        self.heard: list[Stamped] = []
        self.chokes_on: set[int] = set()

    def __call__(self, event: Stamped, entry: EntryRow) -> None:
        if event.nth in self.chokes_on:
            raise ValueError("indigestible")
        self.heard.append(event)

    def nths(self, dossier_id: int) -> list[int]:
        return [event.nth for event in self.heard if event.dossier_id == dossier_id]


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    reacts_to(Stamped, name="test.listener")(listener)
    yield listener
    reactions.forget("test.listener")


def _hear(listener: Listener, count: int) -> None:
    """Run the readers until `count` events are heard: another database may hold the horizon."""
    _read_until(lambda: len(listener.heard) >= count)


def _read_until(is_so: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(PATIENCE_SECONDS * 20):
        run_until_quiet(AT)
        if is_so():
            return
        pause.wait(0.05)
    raise AssertionError("nobody read that far")


class Party:
    """Somebody else with a transaction of his own, who does one thing after another."""

    def __init__(self) -> None:
        self._errands: Queue[Callable[[], object] | None] = Queue()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        with transaction.atomic():
            while errand := self._errands.get():
                errand()
                self._errands.task_done()
        connections.close_all()

    def do(self, errand: Callable[[], object]) -> None:
        self._errands.put(errand)
        self._errands.join()

    def record(self, event: Event) -> None:
        self.do(lambda: record(event, by=SYSTEM, at=AT))

    def commit(self) -> None:
        self._errands.put(None)
        self._thread.join(10)


@pytest.mark.django_db(transaction=True)
def test_a_slow_transactions_entry_is_not_skipped(listener: Listener) -> None:
    slow = Party()
    slow.record(Stamped(1, 1))
    record(Stamped(2, 2), by=SYSTEM, at=AT)
    run_until_quiet(AT)
    assert listener.heard == []
    slow.commit()
    _hear(listener, 2)
    assert [event.nth for event in listener.heard] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_an_act_that_waited_for_its_dossier_is_heard_after_the_one_it_waited_for(
    listener: Listener,
) -> None:
    """Its transaction is the elder, its entry the younger, and the horizon lies between."""
    waits, bystander = Party(), Party()
    waits.record(Stamped(9, 0))
    bystander.record(Stamped(8, 0))
    record(Stamped(1, 1), by=SYSTEM, at=AT)
    waits.record(Stamped(1, 2))
    waits.commit()
    _hear(listener, 1)
    assert (listener.nths(9), listener.nths(1)) == ([0], [])
    bystander.commit()
    _hear(listener, 4)
    assert listener.nths(1) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_poison_is_parked_its_dossier_waits_and_the_others_go_on(listener: Listener) -> None:
    listener.chokes_on = {1}
    record(Stamped(1, 1), Stamped(2, 10), Stamped(1, 2), Stamped(2, 11), by=SYSTEM, at=AT)
    _hear(listener, 2)
    assert (listener.nths(1), listener.nths(2)) == ([], [10, 11])
    held = Held.objects.get(attempts=1)
    assert held.error == "ValueError: indigestible"
    listener.chokes_on.clear()
    run_until_quiet(AT + timedelta(minutes=1))
    assert listener.nths(1) == [1, 2]
    assert not Held.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_after_its_last_attempt_poison_waits_for_a_decision(listener: Listener) -> None:
    listener.chokes_on = {1}
    record(Stamped(1, 1), Stamped(2, 2), by=SYSTEM, at=AT)
    _hear(listener, 1)
    for hour in range(1, 9):
        run_until_quiet(AT + timedelta(hours=hour))
    held = Held.objects.get()
    assert (held.attempts, held.next_try_at) == (holding.MAX_ATTEMPTS, None)
    listener.chokes_on.clear()
    holding.try_again(held.pk, by=SYSTEM, now=AT)
    run_until_quiet(AT)
    assert listener.nths(1) == [1]


@pytest.mark.django_db(transaction=True)
def test_what_is_skipped_is_on_record_and_the_dossier_goes_on(listener: Listener) -> None:
    listener.chokes_on = {1}
    poison, *_ = record(Stamped(1, 1), Stamped(1, 2), by=SYSTEM, at=AT)
    _read_until(Held.objects.filter(attempts=1).exists)
    held = Held.objects.get(attempts=1)
    with pytest.raises(ValueError, match="reason"):
        holding.skip(held.pk, reason=" ", by=SYSTEM, now=AT)
    holding.skip(held.pk, reason="Đã báo bằng điện thoại", by=SYSTEM, now=AT)
    run_until_quiet(AT)
    assert listener.nths(1) == [2]
    (told,) = queries.entries_about("entry", str(poison))
    assert (told.kind, told.body["reason"]) == ("entry.skipped", "Đã báo bằng điện thoại")
    with pytest.raises(holding.NoLongerHeld):
        holding.skip(held.pk, reason="Lần nữa", by=SYSTEM, now=AT)


@pytest.mark.django_db(transaction=True)
def test_a_reader_at_work_elsewhere_is_left_alone(listener: Listener) -> None:
    record(Stamped(1, 1), by=SYSTEM, at=AT)
    _hear(listener, 1)
    record(Stamped(1, 2), by=SYSTEM, at=AT)
    found: list[int] = []
    other = Party()
    with transaction.atomic():
        Reader.objects.select_for_update().get(name="test.listener")
        other.do(lambda: found.append(reactions.run_reader("test.listener", now=AT)))
    other.commit()
    assert found == [0]


@pytest.mark.django_db(transaction=True)
def test_a_backlog_is_read_in_windows_without_loss(listener: Listener) -> None:
    for part in range(3):
        record(*(Stamped(n % 7, part * 150 + n) for n in range(150)), by=SYSTEM, at=AT)
    _hear(listener, 450)
    assert [event.nth for event in listener.heard] == list(range(450))
    assert run_until_quiet(AT) == 0


@pytest.mark.django_db
def test_a_story_in_one_transaction_can_hand_over_at_once(listener: Listener) -> None:
    record(Stamped(1, 1), by=SYSTEM, at=AT)
    last = reactions.deliver_at_once()
    record(Stamped(1, 2), by=SYSTEM, at=AT)
    reactions.deliver_at_once(last)
    assert listener.nths(1) == [1, 2]
