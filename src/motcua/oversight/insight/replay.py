"""Replay a real event log through the product's own acts, case by case.

Each case is one act in one transaction under a request key made of the log and the case's name: a
replay that was broken off goes on where it stopped, and one that is begun again adds nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from motcua.casework.dossiers.rules import PartyRole
from motcua.casework.lifecycle.filing import Filing, PartyGiven
from motcua.casework.lifecycle.imported import Past, take_over
from motcua.casework.processes.past import PastStep
from motcua.foundation.journal.rules import AlreadyDone
from motcua.kit.clock import VIETNAM
from motcua.oversight.insight import queries
from motcua.oversight.insight.discovery import END, OPEN, Found, discover
from motcua.oversight.insight.reading import read
from motcua.oversight.insight.rules import (
    ChannelLine,
    EventLog,
    LoggedCase,
    by_channel,
    channel_of,
)
from motcua.oversight.insight.stage import LogName, Stage, decision_of, stage_of
from motcua.registers.catalogue.actions import abolish
from motcua.registers.catalogue.permissions import FOUNDER
from motcua.registers.catalogue.rules.decisions import CannotAbolish
from motcua.registers.organisation.rules import THE_SYSTEM

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Replayed:
    """What is in the house after a replay, beside what was in the log.

    `known_before` cases were there already; in `after_end` cases the log shows steps after the end;
    `moved_start` cases have an instant older than their stated start.
    """

    procedure_code: str
    cases: int
    events: int
    dossiers: int
    steps: int
    closed: int
    lines: tuple[ChannelLine, ...]
    known_before: int
    after_end: int
    moved_start: int
    passed_over: int

    @property
    def is_whole(self) -> bool:
        """Whether every case is a dossier and every event a task entry of the journal."""
        return (self.dossiers, self.steps) == (self.cases, self.events)

    @property
    def open(self) -> int:
        """Dossiers that have not ended."""
        return self.dossiers - self.closed


def replay(path: Path, *, now: datetime, tell: Tell | None = None, encoding: str = "") -> Replayed:
    """Replay a log; `tell` hears how many cases of how many are done.

    Raises `CannotReadLog` before anything is written.
    """
    log = read(path, encoding=encoding)
    name = LogName(log.digest, path.name)
    found = discover(log.cases)
    stage = stage_of(name, log, found, now=now)
    known_before = _play(log, found, stage, name, tell)
    _close_the_procedure(log, name, stage, now)
    return _result(log, name, stage, known_before)


def _play(log: EventLog, found: Found, stage: Stage, name: LogName, tell: Tell | None) -> int:
    key_of = found.key_of()
    known = 0
    if tell is not None:
        tell(0, len(log.cases))
    for nth, case in enumerate(log.cases, start=1):
        past = _past(case, key_of, stage, name)
        try:
            take_over(past, by=THE_SYSTEM, key=_request_key(name, case))
        except AlreadyDone:
            known += 1
        if tell is not None:
            tell(nth, len(log.cases))
    return known


def _request_key(name: LogName, case: LoggedCase) -> UUID:
    return uuid5(NAMESPACE_URL, f"motcua:event-log:{name.digest}:{case.name}")


def _past(case: LoggedCase, key_of: dict[str, str], stage: Stage, name: LogName) -> Past:
    received_at = case.received_at or case.events[0].at
    steps = tuple(_steps(case, key_of, stage))
    return Past(
        filing=_filing(case, stage),
        source=f"sha256:{name.digest}",
        filed_by=case.way_in,
        received_at=received_at,
        due_at=case.due_at,
        ended_at=case.ended_at,
        first=steps[0].key if steps else OPEN,
        steps=steps,
        stated_start=case.stated_start if case.stated_start != received_at else None,
    )


def _steps(case: LoggedCase, key_of: dict[str, str], stage: Stage) -> Iterator[PastStep]:
    keys = [key_of[event.activity] for event in case.events]
    last = OPEN if case.ended_at is None else END
    for key, then, event in zip(keys, [*keys[1:], last], case.events, strict=True):
        yield PastStep(key, then, event.at, stage.actors[event.resource])


def _filing(case: LoggedCase, stage: Stage) -> Filing:
    """The log names no applicant: its case stands for him."""
    return Filing(
        version_id=stage.version_id,
        case_id=None,
        channel=channel_of(case.way_in),
        receiving_unit_id=stage.unit_id,
        competent_unit_id=stage.unit_id,
        competent_unit_code=stage.unit_code,
        return_unit_id=stage.unit_id,
        parties=(PartyGiven(PartyRole.OWNER, f"Chủ hồ sơ {case.name}"),),
        note=case.way_in,
        external_code=case.name,
        filed_at=case.received_at,
    )


def _close_the_procedure(log: EventLog, name: LogName, stage: Stage, now: datetime) -> None:
    """The procedure lived as long as its log: nobody can file under it today."""
    last_day = log.span[1].astimezone(VIETNAM).date()
    with suppress(CannotAbolish):
        abolish(stage.version_id, decision_of(name, last_day), last_day, by=FOUNDER, now=now)


def _result(log: EventLog, name: LogName, stage: Stage, known_before: int) -> Replayed:
    lines = by_channel(queries.outcomes(stage.version_id))
    return Replayed(
        procedure_code=name.procedure_code,
        cases=len(log.cases),
        events=log.event_count,
        dossiers=sum(line.dossiers for line in lines),
        steps=queries.count_steps(stage.version_id),
        closed=sum(line.closed for line in lines),
        lines=lines,
        known_before=known_before,
        after_end=sum(case.events_after_end > 0 for case in log.cases),
        moved_start=sum(case.received_at != case.stated_start for case in log.cases),
        passed_over=log.passed_over,
    )
