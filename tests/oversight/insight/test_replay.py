"""A log is replayed through the acts: dossiers, steps and promises are what the log says."""

from collections.abc import Callable
from dataclasses import replace as changed
from datetime import UTC, datetime
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from motcua.casework.dossiers.models import Dossier, Notice
from motcua.casework.dossiers.queries import clock_at
from motcua.casework.dossiers.rules import State, SuspensionReason
from motcua.casework.lifecycle import suspend
from motcua.casework.lifecycle.events import DossierImported, SettledElsewhere
from motcua.casework.lifecycle.imported import CannotImport, Past, take_over
from motcua.casework.lifecycle.slips import slip_rows
from motcua.casework.processes.events import TaskDone
from motcua.casework.processes.models import ProcessInstance, Task
from motcua.casework.processes.rules import TaskState
from motcua.engine.worktime.clock import ClockState
from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.queries import entries_of
from motcua.foundation.journal.reactions import deliver_at_once
from motcua.kit.progress import Progress
from motcua.oversight.insight import replay as room
from motcua.oversight.insight.replay import Replayed, replay
from motcua.oversight.insight.report import table
from motcua.oversight.insight.rules import CannotReadLog, ChannelLine
from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.rules.kinds import Channel, VersionState
from motcua.registers.organisation.models import Post
from motcua.registers.organisation.queries import acting
from motcua.registers.organisation.rules import THE_SYSTEM, Role
from motcua.registers.people.models import Officer
from tests.cast import Cast
from tests.oversight.insight.logs import CASES, EVENTS, written, xes

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

Log = Callable[..., Replayed]


@pytest.fixture
def log(tmp_path: Path, db: None, settings: Any) -> Log:
    """Replays a log written for the test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    def play(content: str = "", **more: Any) -> Replayed:
        return replay(written(tmp_path, "office.xes.gz", content or xes()), now=NOW, **more)

    return play


def _dossier(name: str) -> Dossier:
    return Dossier.objects.get(external_code=name)


def test_cases_are_dossiers_and_events_are_steps_of_the_journal(log: Log) -> None:
    done = log()
    assert (done.cases, done.events) == (len(CASES), EVENTS)
    assert (done.dossiers, done.steps, done.closed, done.open) == (6, EVENTS, 5, 1)
    assert done.is_whole
    assert (done.after_end, done.moved_start, done.known_before) == (2, 1, 0)


def test_lateness_is_told_by_the_channel_in_the_words_of_the_log(log: Log) -> None:
    assert log().lines == (
        ChannelLine("Internet", 2, 1, 1),
        ChannelLine("Desk", 1, 1, 0),
        ChannelLine("Pigeon", 1, 1, 0),
        ChannelLine("Post", 1, 1, 0),
        ChannelLine("e-mail", 1, 1, 0),
    )
    channels = dict(Dossier.objects.values_list("note", "channel"))
    assert channels == {
        "Desk": Channel.COUNTER,
        "Internet": Channel.ONLINE,
        "e-mail": Channel.ONLINE,
        "Post": Channel.POST,
        "Pigeon": Channel.COUNTER,
    }


def test_each_step_was_done_by_its_officer_at_its_instant(log: Log) -> None:
    log()
    done = [e for e in entries_of(_dossier("2011/002").pk) if e.kind == TaskDone.kind]
    assert [(e.body["name"], e.actor.label.split(",")[0], e.at.isoformat()) for e in done] == [
        ("Register", "Anna", "2011-03-03T07:00:00+00:00"),
        ("Check", "Bram", "2011-03-04T07:00:00+00:00"),
        ("Check", "bram", "2011-03-07T07:00:00+00:00"),
        ("Decide", "Carla", "2011-03-08T11:00:00+00:00"),
    ]
    assert [row.note for row in slip_rows(entries_of(_dossier("2011/002").pk))] == [
        "Register", "Check", "Check", "Decide",
    ]  # fmt: skip
    holders = Task.objects.filter(dossier=_dossier("2011/002")).order_by("id")
    names = list(holders.values_list("assignee__full_name", flat=True))
    assert names == ["Anna", "Bram", "bram", "Carla"]


def test_the_promise_is_the_logs_and_says_so(log: Log) -> None:
    log()
    dossier = _dossier("2011/002")
    assert (dossier.limit_unit, dossier.due_at) == ("undefined", dossier.original_due_at)
    (told,) = (e for e in entries_of(dossier.pk) if e.kind == DossierImported.kind)
    assert told.body["due_at"] == "2011-03-08T12:00:00+01:00"
    assert told.body["source"].startswith("sha256:")
    assert (told.body["case_name"], told.body["filed_by"]) == ("2011/002", "Internet")
    assert _dossier("2011/006").due_at is None


def test_a_clock_that_makes_no_promise_takes_none_away(log: Log) -> None:
    log()
    dossier = _dossier("2011/003")
    promised = dossier.due_at
    assert clock_at(dossier, NOW).state is ClockState.UNDEFINED
    by = acting(Officer.objects.get(full_name="Anna").pk, NOW)
    assert by is not None
    reason = SuspensionReason.FIELD_CHECK
    suspend.suspend(dossier.pk, reason, legal_basis="Luật Xây dựng", by=by, now=NOW)
    suspend.resume(dossier.pk, proof="Biên bản", by=by, now=NOW)
    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.original_due_at) == (promised, promised)


def test_a_case_ends_when_its_log_says_and_steps_after_that_are_done_after_it(log: Log) -> None:
    log()
    dossier = _dossier("2011/004")
    assert (dossier.state, dossier.finished_at) == (
        State.FINISHED,
        datetime(2011, 3, 6, 8, tzinfo=UTC),
    )
    turns = [(e.kind, e.at.day) for e in entries_of(dossier.pk) if e.kind != "task.opened"]
    assert turns == [
        (DossierImported.kind, 4),
        (TaskDone.kind, 5),
        (SettledElsewhere.kind, 6),
        (TaskDone.kind, 20),
    ]


def test_a_case_with_an_instant_before_its_start_is_received_at_that_instant(log: Log) -> None:
    log()
    dossier = _dossier("2011/005")
    assert dossier.received_at == datetime(2011, 3, 7, 7, tzinfo=UTC)
    assert dossier.finished_at == datetime(2011, 3, 7, 8, tzinfo=UTC)
    (told,) = (e for e in entries_of(dossier.pk) if e.kind == DossierImported.kind)
    assert told.body["stated_start"] == "2011-03-08T09:30:00+01:00"


def test_nothing_waits_for_anybody_and_only_an_open_case_has_a_living_process(log: Log) -> None:
    log()
    assert not Task.objects.exclude(state=TaskState.DONE).exists()
    ends = dict(ProcessInstance.objects.values_list("dossier__external_code", "ended_as"))
    assert {name for name, end in ends.items() if not end} == {"2011/003"}
    assert _dossier("2011/003").state == State.IN_PROCESS


def test_no_applicant_is_told_of_what_was_long_ago(log: Log) -> None:
    log()
    deliver_at_once()
    assert not Notice.objects.exists()


def test_officers_stand_in_their_posts_since_the_log_began_and_cannot_log_in(log: Log) -> None:
    log()
    names = set(Officer.objects.values_list("full_name", flat=True))
    assert names == {"Anna", "Bram", "bram", "Carla", 'Anna & Söhne, "GmbH"'}
    began_at = datetime(2011, 3, 1, 8, 0, 0, 120_000, tzinfo=UTC)
    assert set(Post.objects.values_list("valid_from", flat=True)) == {began_at}
    expired = Officer.objects.filter(first_password_until__lt=NOW, must_change_password=True)
    assert expired.count() == len(names)


def test_the_procedure_lives_as_long_as_its_log(log: Log) -> None:
    version = ProcedureVersion.objects.get(procedure__code=log().procedure_code)
    assert version.state == VersionState.ABOLISHED
    assert (str(version.effective_from), str(version.effective_to)) == ("2011-03-01", "2011-03-09")


def test_a_second_run_adds_nothing_and_says_so(log: Log) -> None:
    log()
    before = Entry.objects.count()
    again = log()
    assert (again.known_before, again.is_whole, Entry.objects.count()) == (6, True, before)


def test_a_run_that_broke_off_goes_on_where_it_stopped(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PulledPlug(Exception): ...

    def tell(done: int, of: int) -> None:
        if done == 4:
            raise PulledPlug

    with pytest.raises(PulledPlug):
        log(tell=tell)
    assert Dossier.objects.count() == 4
    done = log()
    assert (done.known_before, done.dossiers, done.steps) == (4, 6, EVENTS)


def test_two_logs_stand_side_by_side(log: Log) -> None:
    first = log()
    second = log(xes(CASES[:2]))
    assert first.procedure_code != second.procedure_code
    assert (second.cases, second.dossiers, second.is_whole) == (2, 2, True)


def test_a_log_that_is_refused_leaves_nothing_behind(log: Log) -> None:
    with pytest.raises(CannotReadLog):
        log(xes().replace("</log>", ""))
    assert not Dossier.objects.exists()
    assert not Officer.objects.exists()


def test_only_the_administration_imports(
    log: Log, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasts: list[Past] = []
    monkeypatch.setattr(room, "take_over", lambda past, **_: pasts.append(past))
    log()
    with pytest.raises(CannotImport):
        take_over(pasts[0], by=cast.acting(Role.SPECIALIST))
    assert not Dossier.objects.exists()


def test_a_step_the_process_does_not_know_undoes_the_whole_case(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasts: list[Past] = []
    monkeypatch.setattr(room, "take_over", lambda past, **_: pasts.append(past))
    log()
    wrong = changed(pasts[1], steps=[pasts[1].steps[0], pasts[1].steps[3]])
    with pytest.raises(CannotImport) as refused:
        take_over(wrong, by=THE_SYSTEM)
    assert refused.value.reason == "unknown_step"
    assert not Dossier.objects.exists()


def test_the_table_and_the_progress_are_told_in_figures(log: Log) -> None:
    heard = StringIO()
    text = table(log(tell=partial(Progress(heard, lambda: NOW).tell, "cases")))
    assert "steps in journal" in text
    assert "2 cases show steps after their end" in text
    assert heard.getvalue().endswith("6 of 6 cases, 0 s    \n")
