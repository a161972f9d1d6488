"""What a log is replayed on: a unit, its officers, and a procedure with the process found in it.

All of it is brought in by the public acts of the registers, in one transaction, before the first
case. The unit and the officers begin with the log, so that each had his post when he did his step;
their first passwords ended a week later, so nobody can ever log in as one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.casework.processes.actions import publish_graph
from motcua.engine.worktime import LimitUnit
from motcua.kit.clock import VIETNAM
from motcua.oversight.insight.discovery import Found, graph_of
from motcua.oversight.insight.rules import TITLE, EventLog
from motcua.registers.calendar.actions.edition import keep
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.catalogue.actions import (
    announce,
    approve_internal_process,
    draft,
    publish,
)
from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.permissions import FOUNDER
from motcua.registers.catalogue.rules.decisions import Decision
from motcua.registers.catalogue.rules.draft import (
    LimitDraft,
    PaperDraft,
    ResultDraft,
    StepDraft,
    VersionDraft,
)
from motcua.registers.catalogue.rules.kinds import Charging, Level, OnlineLevel, StepUnit
from motcua.registers.organisation.actions import appoint, found_unit
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.queries import acting
from motcua.registers.organisation.rules import THE_SYSTEM, Acting, Role, UnitFacts
from motcua.registers.organisation.rules import Level as UnitLevel
from motcua.registers.people.actions import enrol_officer
from motcua.registers.people.models import Officer

_CODES = 1_000


@dataclass(frozen=True)
class Stage:
    """Where the cases are played: version, unit, and who each resource of the log is here."""

    version_id: int
    unit_id: int
    unit_code: str
    actors: Mapping[str, Acting]


@dataclass(frozen=True)
class LogName:
    """The names that a log has here, all taken from the digest of its content.

    The same file, read again, is the same log whatever it is called.
    """

    digest: str
    title: str

    @property
    def short(self) -> str:
        """Enough of the digest to tell logs apart."""
        return self.digest[:8]

    @property
    def procedure_code(self) -> str:
        """The code of the log's procedure."""
        return f"LOG.{self.short}"

    @property
    def unit_code(self) -> str:
        """The code of the log's unit, under a letter no province has."""
        number = int(self.digest[:12], 16)
        return f"X00.{number % _CODES:03d}.{number // _CODES % _CODES:03d}"

    def username(self, nth: int) -> str:
        """The account of the log's nth resource."""
        return f"log-{self.short}-{nth:03d}"


def stage_of(name: LogName, log: EventLog, found: Found, *, now: datetime) -> Stage:
    """Return the stage of a log, built when it is not there yet."""
    published = ProcedureVersion.objects.filter(procedure__code=name.procedure_code)
    version = published.first()
    if version is None:
        return _build(name, log, found, now)
    unit = Unit.objects.get(code=name.unit_code)
    return Stage(version.pk, unit.pk, unit.code, _actors(name, log))


@transaction.atomic
def _build(name: LogName, log: EventLog, found: Found, now: datetime) -> Stage:
    began_at, _ = log.span
    unit_id = _found_the_unit(name, began_at)
    for nth, resource in enumerate(log.resources(), start=1):
        new = enrol_officer(name.username(nth), resource, by=THE_SYSTEM.actor, now=began_at)
        appoint(
            new.officer_id, unit_id, {Role.SPECIALIST}, title=TITLE, by=THE_SYSTEM, now=began_at
        )
    keep(calendar_of(unit_id), now=now)
    version_id = _announce(name, found, _day(began_at), now)
    return Stage(version_id, unit_id, name.unit_code, _actors(name, log))


def _found_the_unit(name: LogName, began_at: datetime) -> int:
    facts = UnitFacts(
        code=name.unit_code,
        name=f"Đơn vị trong nhật ký {name.title}"[:200],
        name_en=f"Unit of the log {name.title}"[:200],
        short_name=f"Nhật ký {name.short}",
        level=UnitLevel.DEPARTMENT,
        valid_from=_day(began_at),
    )
    return found_unit(facts, None, by=THE_SYSTEM, now=began_at)


def _announce(name: LogName, found: Found, first_day: date, now: datetime) -> int:
    """Draft, announce, approve, publish and put the found process live."""
    decision = decision_of(name, first_day)
    version = draft(_version(name, found), by=FOUNDER, now=now)
    announce(version.pk, decision, first_day, by=FOUNDER, now=now)
    publish(version.pk, by=FOUNDER, now=now)
    approve_internal_process(version.pk, decision, by=FOUNDER, now=now)
    graph = graph_of(found, key=f"v{version.pk}", name=name.title)
    publish_graph(version.pk, graph, by=FOUNDER, now=now)
    return version.pk


def decision_of(name: LogName, day: date) -> Decision:
    """Return the paper that stands for an announcement: no authority ever signed one."""
    title = f"Nhật ký sự kiện {name.title}"[:300]
    return Decision(f"LOG-{name.short}", title, day, day, "Nhập từ nhật ký sự kiện", is_demo=True)


def _version(name: LogName, found: Found) -> VersionDraft:
    return VersionDraft(
        code=name.procedure_code,
        name=f"Hồ sơ trong nhật ký sự kiện {name.title}",
        name_en=f"Cases of the event log {name.title}",
        field_code="event-log",
        field_name="Nhật ký sự kiện",
        field_name_en="Event logs",
        is_provisional_code=True,
        level=Level.DEPARTMENT,
        online_level=OnlineLevel.FULL,
        charging=Charging.FREE,
        is_postal=True,
        unit_code=name.unit_code,
        source=f"sha256:{name.digest}",
        papers=(PaperDraft("Hồ sơ như nhật ký đã ghi", is_required=False),),
        limits=(LimitDraft(LimitUnit.UNDEFINED),),
        results=(ResultDraft("Kết quả như nhật ký đã ghi"),),
        steps=tuple(
            StepDraft(key, activity, Role.SPECIALIST, StepUnit.DIVISION, "check", is_counted=False)
            for key, activity in found.names.items()
        ),
    )


def _actors(name: LogName, log: EventLog) -> dict[str, Acting]:
    """Who stands for each resource, with the rights of the log's first instant."""
    began_at, _ = log.span
    accounts = {name.username(nth): who for nth, who in enumerate(log.resources(), start=1)}
    ids = Officer.objects.filter(username__in=accounts).values_list("username", "pk")
    rights = {accounts[username]: acting(pk, began_at) for username, pk in ids}
    return {"": THE_SYSTEM, **{who: one for who, one in rights.items() if one is not None}}


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()
