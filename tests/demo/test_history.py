"""A history in the tables: of one piece with the acts, gap-free, balanced, resumable, workable."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from motcua.casework.documents.models import PaperFile, Result
from motcua.casework.documents.rules.papers import Medium, ResultState
from motcua.casework.dossiers.clocks import clock_of
from motcua.casework.dossiers.models import ClockEvent, Dossier
from motcua.casework.dossiers.rules import OPEN, FinancialState, State
from motcua.casework.fees.actions import take_cash
from motcua.casework.processes.models import Task
from motcua.casework.vault.models import StoredPaper
from motcua.casework.vault.rules import kind_key
from motcua.demo import province
from motcua.demo.history import founding, history, plan
from motcua.demo.history.capture import rows_of, snapshot
from motcua.demo.history.draft import Life, World
from motcua.demo.history.history import Crew, Made, make
from motcua.demo.history.markers import Wanted
from motcua.demo.history.moments import instant
from motcua.demo.history.paths import Path
from motcua.demo.history.staff import Roster
from motcua.demo.history.telling import Teller, Templates
from motcua.demo.specimen import specimen
from motcua.demo.walk import Cast, open_task, step
from motcua.engine.pdfa.checking import faults_of
from motcua.foundation.files.queries import read
from motcua.foundation.files.store import hash_of
from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.rules import Actor, ActorKind
from motcua.foundation.journal.rules.leaf import Written, leaf
from motcua.oversight.clockwatch.actions import wrong_splits
from motcua.oversight.clockwatch.models import Split
from motcua.oversight.indicators import proving
from motcua.oversight.indicators.queries import lines, total
from motcua.oversight.indicators.rules import Dimension, Measure, Period
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.organisation.models import Post
from motcua.registers.organisation.queries import acting
from motcua.registers.organisation.rules import Acting, Role
from motcua.registers.people.models import Applicant
from tests.demo.again import act_again, plain

# One worker plays the lives, once for all tests.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("history")]
NOW = datetime(2026, 11, 20, 3, 30, tzinfo=UTC)
WANTED = Wanted(220, 7, date(2026, 11, 20), codes=frozenset({"TAM-GPXD-NHA-O", "2.000815"}))


class Stopped(Exception):
    """Somebody pulled the plug."""


@dataclass
class Told:
    """A history in the tables of a transaction that is rolled back, and what it said it made."""

    made: Made
    played: dict[Any, Any]


def _silent(what: str, done: int, of: int) -> None:
    """Hear nothing."""


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[Told]:
    """Play and load once for all tests of this module."""
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        from django.conf import settings

        patch.setattr(settings, "MOTCUA_DEMO", True)
        patch.setattr(province, "_encoded_password", lambda: "!")
        patch.setattr(plan, "PER_CHUNK", 40)
        patch.setattr(history, "seal", lambda _now: 0)
        played = _remember_plays(patch)
        province.found(NOW)
        made = make(WANTED, now=NOW, encoded="!", hears=_silent, processes=1)
        yield Told(made, played)
        transaction.set_rollback(True)


def _remember_plays(patch: pytest.MonkeyPatch) -> dict[Any, Any]:
    """Let every life be played once in this module."""
    known: dict[Any, Any] = {}
    play = founding.played

    def remembered(company: Any, key: Any) -> Any:
        if key not in known:
            known[key] = play(company, key)
        return known[key]

    patch.setattr(founding, "played", remembered)
    return known


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@pytest.fixture
def tables(told: Told, db: None) -> Told:
    """The history, in a savepoint of this test."""
    return told


def test_it_has_as_many_dossiers_as_wanted_and_as_it_says(tables: Told) -> None:
    assert Dossier.objects.count() == WANTED.size
    assert Task.objects.count() == tables.made.rows["processes.Task"]
    assert Dossier.objects.filter(state=State.RETURNED).count() > WANTED.size / 2


def test_every_clock_recomputed_says_what_is_stored(tables: Told) -> None:
    events = defaultdict(list)
    for event in ClockEvent.objects.order_by("at", "id"):
        events[event.dossier_id].append(event)
    received = Dossier.objects.filter(received_at__isnull=False)
    for dossier in received:
        clock = clock_of(dossier, events[dossier.pk])
        kept = (dossier.due_at, dossier.original_due_at, dossier.is_provisional)
        assert (clock.due_at, clock.original_due_at, clock.is_provisional) == kept, dossier.pk
    assert received.count() > WANTED.size * 0.9


def test_every_ended_dossier_says_where_its_time_went(tables: Told) -> None:
    ids = Dossier.objects.values_list("pk", flat=True)
    assert wrong_splits(min(ids), max(ids), NOW) == []
    ended = Dossier.objects.filter(finished_at__isnull=False)
    assert Split.objects.count() == ended.count() > WANTED.size / 2
    assert all(Split.objects.aggregate(*map(Sum, ("working", "queueing", "rest"))).values())


def test_every_leaf_covers_what_stands_in_its_entry(tables: Told) -> None:
    entries = list(Entry.objects.exclude(dossier_id=None))
    for one in entries:
        actor = Actor(ActorKind(one.actor_kind), one.actor_key, one.actor_label)
        subject = (one.kind, one.subject_kind, one.subject_id, one.dossier_id)
        written = Written(one.at, actor, one.unit_id, *subject, one.body, None)
        assert leaf(written, bytes(one.salt)) == bytes(one.leaf), one.kind
    assert len(entries) == tables.made.rows["journal.Entry"]


def test_every_key_points_to_a_row(tables: Told) -> None:
    """Foreign keys were passed by while loading."""
    keys = _rows(
        "SELECT conrelid::regclass::text, a.attname, confrelid::regclass::text, b.attname"
        " FROM pg_constraint JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]"
        " JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = confkey[1]"
        " WHERE contype = 'f'"
    )
    astray = {
        (table, column)
        for table, column, target, key in keys
        if _rows(
            f"SELECT 1 FROM {table} t WHERE {column} IS NOT NULL AND NOT EXISTS"  # noqa: S608
            f" (SELECT FROM {target} o WHERE o.{key} = t.{column}) LIMIT 1"
        )
    }
    assert astray == set()


def test_more_is_scanned_each_year_and_the_rest_says_why(tables: Told) -> None:
    by_year = dict(
        _rows(
            "SELECT extract(year FROM received_at)::int,"
            " count(*) FILTER (WHERE papers = digitised)::float / count(*)"
            " FROM documents_digitisation GROUP BY 1"
        )
    )
    miscounted = _rows(
        "SELECT 1 FROM documents_digitisation g WHERE (papers, digitised) <> (SELECT count(*),"
        " count(*) FILTER (WHERE digital = 'digitised') FROM documents_paperitem p"
        " WHERE p.dossier_id = g.dossier_id AND state = 'received')"
        " OR papers > digitised + reused AND excuse = '' OR excuse LIKE 'Zq%'"
    )
    assert miscounted == []
    assert by_year[2022] < 0.4 < 0.75 < by_year[2026]
    in_both = _rows(
        "SELECT 1 FROM documents_result r JOIN documents_paperitem p ON p.result_id = r.id"
        " WHERE (r.medium = 'scanned') <> (p.digital = 'digitised')"
    )
    assert in_both == []
    assert Result.objects.filter(medium=Medium.SCANNED).exists()


def test_every_scan_is_a_whole_file_of_a_paper_that_says_it_was_scanned(tables: Told) -> None:
    without = _rows(
        "SELECT 1 FROM documents_paperitem p WHERE (digital = 'digitised') <> EXISTS"
        " (SELECT FROM documents_paperfile f WHERE f.paper_id = p.id)"
    )
    assert without == []
    assert set(PaperFile.objects.values_list("blob", flat=True)) == {hash_of(specimen())}
    assert faults_of(read(hash_of(specimen()))) == ()


def test_books_have_no_gap_and_the_next_number_continues(tables: Told) -> None:
    books = _rows(
        "SELECT s.name, s.last, count(*), max(n) FROM dossiers_series s JOIN ("
        " SELECT regexp_replace(code, '-[0-9]+$', '') AS name,"
        "   regexp_replace(code, '^.*-', '')::int AS n FROM dossiers_dossier"
        " UNION ALL SELECT 'receipt:' || book, number FROM fees_cashreceipt"
        " UNION ALL SELECT 'handover:' || substr(number, 4, length(number) - 7),"
        "   right(number, 3)::int FROM dossiers_handover) b USING (name) GROUP BY 1, 2"
    )
    assert len(books) > WANTED.size / 2
    assert [row for row in books if len(set(row[1:])) > 1] == []


def test_every_ledger_entry_balances_and_results_are_numbered_in_time(tables: Told) -> None:
    assert not _rows("SELECT entry_id FROM fees_posting GROUP BY 1 HAVING sum(amount_vnd) <> 0")
    out_of_order = _rows(
        "SELECT 1 FROM (SELECT taken_at, lag(taken_at) OVER (PARTITION BY book ORDER BY number)"
        " AS before FROM fees_cashreceipt) r WHERE before > taken_at"
    )
    assert out_of_order == []


def test_before_july_2025_the_units_of_that_time_decided(tables: Told) -> None:
    found = _rows(
        "SELECT count(*), count(*) FILTER (WHERE"
        " (d.filed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date NOT BETWEEN"
        " u.valid_from AND coalesce(u.valid_to - 1, 'infinity'))"
        " FROM dossiers_dossier d"
        " JOIN organisation_unit u ON u.id IN (d.competent_unit_id, d.receiving_unit_id)"
    )
    assert found[0][1] == 0
    assert _rows("SELECT 1 FROM dossiers_dossier d JOIN organisation_unit u"
                 " ON u.id = d.competent_unit_id WHERE u.level = 'district'")  # fmt: skip


class _Everybody(Cast):
    """Any officer of a unit with the role: the first that holds it."""

    def one(self, *roles: Role, unit_id: int) -> Acting:
        posts = Post.objects.filter(unit=unit_id, roles__overlap=list(roles), valid_to=None)
        by = acting(posts.order_by("pk").values_list("officer", flat=True)[0], NOW)
        assert by is not None
        return by

    def holder(self, task: Task) -> Acting:
        if task.assignee_id is None:
            return self.one(Role(task.role), unit_id=task.unit_id)
        by = acting(task.assignee_id, NOW)
        assert by is not None
        return by


def test_whatever_is_open_goes_on_by_the_acts(tables: Told) -> None:
    open_ones = list(Dossier.objects.filter(state__in=OPEN))
    cast = _Everybody((), Random(3))
    for dossier in open_ones:
        at = NOW
        while dossier.state in OPEN or (dossier.state == State.FINISHED and open_task(dossier)):
            if dossier.state == State.FINISHED and dossier.financial_state == FinancialState.DUE:
                desk = cast.one(Role.RECEPTION_OFFICER, unit_id=dossier.receiving_unit_id)
                take_cash(dossier.pk, payer_name=dossier.owner_name, by=desk, now=at)
            step(Dossier.objects.select_related("version").get(pk=dossier.pk), cast, at)
            dossier.refresh_from_db()
            at += timedelta(minutes=7)
            assert at < NOW + timedelta(hours=6)
    assert open_ones


def test_figures_count_what_was_made(tables: Told) -> None:
    everything = Period(date(2022, 1, 1), date(2026, 11, 19))
    manager = Post.objects.filter(roles__contains=[Role.CENTRE_MANAGER]).get()
    by = acting(manager.officer_id, NOW)
    assert by is not None
    counts = total(lines([everything], Dimension.UNIT, by=by, now=NOW))
    received = Dossier.objects.filter(received_at__isnull=False)
    ended = received.filter(state__in=[State.FINISHED, State.RETURNED])
    assert counts[Measure.RECEIVED] == received.count()
    assert counts[Measure.SETTLED] == ended.count()
    assert counts[Measure.SETTLED] == _drawn_as_settled(_world())
    assert proving.prove(NOW) == ()
    assert proving.prove(NOW, [everything]) == ()


def _world() -> World:
    filings = founding.filings_of(WANTED, WANTED.seed)
    days = plan.share_of_days(WANTED.size, WANTED.until, calendar_of(None))
    scripts = Crew(1, _silent).play(founding.keys_of(filings, days))
    return founding.world_of(filings, WANTED.until, scripts)


def _parts() -> list[plan.Chunk]:
    return plan.chunks(plan.share_of_days(WANTED.size, WANTED.until, calendar_of(None)))


def _drawn_as_settled(world: World) -> int:
    """Count by the dice alone, without looking into a table."""
    lives = [life for part in _parts() for life in plan.lives_of(world, part)]
    ends = [(life, life.script.finished_move) for life in lives]
    not_settled = ("withdrawn", "stopped")
    return sum(
        move is not None and move < life.moves and life.script.end_state not in not_settled
        for life, move in ends
    )


def test_the_acts_write_what_was_told(tables: Told) -> None:
    """Row by row, column by column, but for keys, salts and numbers out of books."""
    world = _world()
    teller, acted = Teller(world, Roster(), Templates()), set()
    for life in _today(world):
        dossier = Dossier.objects.get(
            filed_at=instant(life.seconds[0]), competent_unit=life.competent.unit_id
        )
        told = rows_of(snapshot(dossier.pk))
        applicant = Applicant.objects.filter(pk=dossier.owner_id).values().get()
        with transaction.atomic():
            again = act_again(teller, life)
            assert plain(rows_of(snapshot(again))) == plain(told), life.script.key
            known_now = Applicant.objects.filter(pk=dossier.owner_id).values().get()
            transaction.set_rollback(True)
        assert known_now | {"changed_at": 0} == applicant | {"changed_at": 0}
        acted.add(life.script.key.path)
    assert len(acted) >= 4


def _today(world: World) -> Iterator[Life]:
    """Yield one life of today's units for each turn and channel, half-way ones among them."""
    seen = set()
    for part in _parts():
        for life in plan.lives_of(world, part):
            key = life.script.key
            kind = (key.path, key.channel, life.moves)
            is_today = life.day >= date(2025, 7, 1) and key.path is not Path.EXTENDED
            if is_today and kind not in seen:
                seen.add(kind)
                yield life


def test_interrupted_it_goes_on_to_the_same_rows(tables: Told) -> None:
    """Another seed on top: stopped after two chunks, made again, and told twice the same."""
    wanted = Wanted(120, 8, WANTED.until, codes=frozenset({"TAM-GPXD-NHA-O"}))

    def pull_the_plug(what: str, done: int, of: int) -> None:
        if (what, done) == ("load", 2):
            raise Stopped

    before = Dossier.objects.count()
    with pytest.raises(Stopped):
        make(wanted, now=NOW, encoded="!", hears=pull_the_plug, processes=1)
    half = list(Dossier.objects.order_by("pk").values_list()[before:])
    made = make(wanted, now=NOW, encoded="!", hears=_silent, processes=1)
    assert 0 < len(half) < wanted.size
    assert list(Dossier.objects.order_by("pk").values_list()[before:][: len(half)]) == half
    assert Dossier.objects.count() == before + wanted.size
    again = make(wanted, now=NOW, encoded="!", hears=_silent, processes=1)
    assert (again, Dossier.objects.count()) == (made, before + wanted.size)


def test_the_same_seed_draws_the_same_lives(tables: Told) -> None:
    one, other = _world(), _world()
    for part in _parts():
        assert list(plan.lives_of(one, part)) == list(plan.lives_of(other, part))
    assert sum(part.size for part in _parts()) == WANTED.size


def test_what_was_issued_lies_in_its_owners_store(tables: Told) -> None:
    stored = StoredPaper.objects.select_related("result", "from_dossier").order_by("id")
    issued = Result.objects.filter(state=ResultState.ISSUED).exclude(kind_code="refusal")

    assert len(stored) > 50
    assert {one.result_id for one in stored} == set(issued.values_list("id", flat=True))
    assert all(one.owner_id == one.from_dossier.owner_id for one in stored)
    assert all(one.kind_key == kind_key(one.name) for one in stored)
