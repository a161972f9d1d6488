"""Recording, request keys and the refusal to change the past."""

import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, connections, transaction
from pytest_django import DjangoAssertNumQueries

from motcua.foundation.journal import queries
from motcua.foundation.journal.actions import claim, record, record_read
from motcua.foundation.journal.models import AccessRead, Entry
from motcua.foundation.journal.rules import Actor, ActorKind, AlreadyDone, Event, KeyTaken
from motcua.foundation.journal.rules.leaf import Written, leaf

LAN = Actor(ActorKind.OFFICER, "7", "Nguyễn Thị Lan, tiếp nhận hồ sơ")
HUNG = Actor(ActorKind.OFFICER, "8", "Trần Hùng, chuyên viên")
AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


@dataclass(frozen=True)
class FileOpened(Event):
    kind: ClassVar[str] = "file.opened"
    subject_kind: ClassVar[str] = "dossier"

    dossier_id: int
    due_on: date
    fee: Decimal
    papers: tuple[str, ...] = ()
    extended_at: datetime | None = None


@dataclass(frozen=True)
class ShelfNamed(Event):
    kind: ClassVar[str] = "shelf.named"
    subject_kind: ClassVar[str] = "shelf"

    shelf_id: str


OPENED = FileOpened(41, date(2026, 11, 27), Decimal("25000.50"), ("tờ khai", "sơ đồ"))


@pytest.mark.django_db
def test_an_entry_comes_back_as_the_event_it_was() -> None:
    record(OPENED, by=LAN, at=AT, unit_id=3)
    (row,) = queries.entries_of(41)
    assert row.event == OPENED
    assert (row.actor, row.at, row.unit_id, row.subject_id) == (LAN, AT, 3, "41")


@pytest.mark.django_db
def test_several_events_keep_their_order_in_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    events = [FileOpened(41, AT.date(), Decimal(n)) for n in range(20)]
    with django_assert_num_queries(1):
        ids = record(*events, by=LAN, at=AT)
    assert ids == sorted(ids)
    assert [row.event for row in queries.entries_of(41)] == events


@pytest.mark.django_db
def test_a_subject_outside_any_dossier_is_found_by_its_id() -> None:
    record(ShelfNamed("A1"), ShelfNamed("A2"), by=LAN, at=AT)
    assert [row.event for row in queries.entries_about("shelf", "A2")] == [ShelfNamed("A2")]


@pytest.mark.django_db
def test_the_leaf_can_be_computed_again_from_the_stored_row() -> None:
    key = uuid4()
    record(OPENED, by=LAN, at=AT, key=key)
    entry = Entry.objects.get(dossier_id=41)
    subject = (entry.kind, entry.subject_kind, entry.subject_id, entry.dossier_id)
    written = Written(entry.at, LAN, entry.unit_id, *subject, entry.body, entry.request_key)
    assert leaf(written, bytes(entry.salt)) == bytes(entry.leaf)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["journal_entry", "journal_access"])
@pytest.mark.parametrize("named", ["the table", "its month"])
@pytest.mark.parametrize("act", ["UPDATE {} SET actor_key = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_past_cannot_be_changed(table: str, named: str, act: str) -> None:
    record(OPENED, by=LAN, at=AT)
    record_read(41, by=HUNG, at=AT, purpose="desk.dossier")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tableoid::regclass FROM {table}")  # noqa: S608
        target = table if named == "the table" else cursor.fetchone()[0]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(act.format(target))


@pytest.mark.django_db
def test_a_look_at_a_dossier_is_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        record_read(41, by=HUNG, at=AT, purpose="desk.dossier", request_id="r-1")
    read = AccessRead.objects.get(dossier_id=41)
    assert (read.actor_label, read.purpose, read.at) == (HUNG.label, "desk.dossier", AT)


@pytest.mark.django_db
def test_a_repeated_key_is_told_what_the_first_request_made() -> None:
    key = uuid4()
    claim(key, by=LAN)
    record(OPENED, by=LAN, at=AT, key=key)
    with pytest.raises(AlreadyDone) as done:
        claim(key, by=LAN)
    assert (done.value.subject_kind, done.value.subject_id) == ("dossier", "41")


@pytest.mark.django_db
def test_a_stranger_learns_nothing_from_a_key() -> None:
    key = uuid4()
    claim(key, by=LAN)
    with pytest.raises(KeyTaken):
        claim(key, by=HUNG)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first_commits", [True, False])
def test_a_concurrent_duplicate_waits_for_the_first(first_commits: bool) -> None:
    key = uuid4()
    outcome: list[str] = []
    with transaction.atomic():
        claim(key, by=LAN)
        record(OPENED, by=LAN, at=AT, key=key)
        second = threading.Thread(target=_claim_elsewhere, args=(key, outcome))
        second.start()
        second.join(0.2)
        assert outcome == []
        transaction.set_rollback(not first_commits)
    second.join(10)
    assert outcome == (["already done: 41"] if first_commits else ["claimed"])


def _claim_elsewhere(key: UUID, outcome: list[str]) -> None:
    try:
        with transaction.atomic():
            claim(key, by=LAN)
        outcome.append("claimed")
    except AlreadyDone as done:
        outcome.append(f"already done: {done.subject_id}")
    finally:
        connections.close_all()


def test_a_float_is_refused_because_it_would_not_come_back() -> None:
    with pytest.raises(TypeError, match="float"):
        FileOpened(1, AT.date(), 0.1).body()  # type: ignore[arg-type]


def test_a_kind_has_one_class() -> None:
    with pytest.raises(TypeError, match="is both"):
        type("Impostor", (Event,), {"kind": "file.opened"})
