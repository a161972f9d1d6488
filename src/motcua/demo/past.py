"""Some weeks of work before today: a few dozen dossiers, each in the state its luck brought it to.

Every act is a public act at an honest working instant; the dice are loaded once (a fixed seed), so
the same day gives the same province.
"""

import heapq
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random

from django.db import transaction

from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import PAUSED, State
from motcua.casework.lifecycle.assign import claim_task
from motcua.casework.lifecycle.filing import Filing, PaperGiven
from motcua.casework.lifecycle.receive import receive
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, TaskState
from motcua.demo.applicants import applicant
from motcua.demo.officers import officers
from motcua.demo.specimen import keep_specimen
from motcua.demo.walk import Cast, open_task, step
from motcua.engine.worktime import WorkCalendar, add_working_minutes
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.queries.content import content_of
from motcua.registers.catalogue.rules import Channel
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.queries import acting
from motcua.registers.organisation.rules import Role
from motcua.registers.people.models import Officer

SEED = 4120
DOSSIERS = 110
WEEKS = timedelta(days=40)
LEFT_TO_SIGN = timedelta(days=4)
WORKING_DAY = 510
"""Minutes."""
WARD, CENTRE = "H41.102", "H41.01.01"
_POPULAR = {
    "TAM-GPXD-NHA-O": 34, "1.012783": 14, "1.012784": 11, "1.013949": 7, "3.000333": 12,
    "1.002809": 9, "2.000635": 7, "1.012790": 5, "1.001612": 6, "1.001193": 5, "1.000894": 2,
    "2.000815": 3, "2.000033": 4, "1.001776": 4,
}  # fmt: skip


@dataclass(frozen=True)
class _Setting:
    versions: dict[str, ProcedureVersion]
    units: dict[str, int]
    cast: Cast
    calendar: WorkCalendar
    now: datetime


@transaction.atomic
def tell(now: datetime) -> None:
    """Receive and walk the dossiers of the past weeks, in the order of their instants.

    Nothing is done where dossiers exist already.
    """
    if Dossier.objects.exists():
        return
    keep_specimen(now)
    setting = _setting(now)
    turns = count()
    days = [(at, next(turns), "") for at in _receptions(setting)]
    agenda: list[tuple[datetime, int, Dossier | str]] = list(days)
    heapq.heapify(agenda)
    while agenda:
        at, _, dossier = heapq.heappop(agenda)
        after = _act(dossier, setting, at)
        if after is not None:
            following = _when(after, setting, at)
            if following < now and not _is_left_to_sign(after, following, now):
                heapq.heappush(agenda, (following, next(turns), after))
    _take_from_the_pool(setting)


def _is_left_to_sign(dossier: Dossier, at: datetime, now: datetime) -> bool:
    """Tell whether it was submitted so lately that a leader finds it waiting for him."""
    if now - at > LEFT_TO_SIGN:
        return False
    task = open_task(dossier)
    return task is not None and task.act == Act.APPROVE


def _take_from_the_pool(setting: _Setting) -> None:
    """Most of what waits in the pools was taken on by somebody this morning."""
    waiting = Task.objects.filter(state=TaskState.OPEN, assignee=None, role=Role.SPECIALIST)
    for task in waiting.exclude(act=Act.ANSWER_CONSULTATION).order_by("id"):
        if setting.cast.chance.random() < 0.8:
            claim_task(task.pk, by=setting.cast.holder(task), now=setting.now)


def _setting(now: datetime) -> _Setting:
    chance = Random(SEED)
    names = [facts.username for facts in officers()]
    ids = Officer.objects.filter(username__in=names).order_by("pk").values_list("pk", flat=True)
    everybody = tuple(by for pk in ids if (by := acting(pk, now - WEEKS)) is not None)
    open_now = ProcedureVersion.objects.exclude(electronic_process_activated_at=None)
    return _Setting(
        versions={v.procedure.code: v for v in open_now.select_related("procedure")},
        units=dict(Unit.objects.filter(valid_to=None).values_list("code", "pk")),
        cast=Cast(everybody, chance),
        calendar=calendar_of(None),
        now=now,
    )


def _receptions(setting: _Setting) -> list[datetime]:
    """Return instants within sessions of the past weeks, more of them lately than long ago."""
    chance, found = setting.cast.chance, set[datetime]()
    while len(found) < DOSSIERS:
        drawn = setting.now - WEEKS * chance.random() ** 2.1
        at = add_working_minutes(setting.calendar, drawn, chance.randint(1, 30))
        if at < setting.now:
            found.add(at + timedelta(seconds=chance.randrange(40)))
    return sorted(found)


def _act(dossier: Dossier | str, setting: _Setting, at: datetime) -> Dossier | None:
    """Receive somebody, or walk a dossier one act on; None when there is nothing left to do."""
    if isinstance(dossier, str):
        return _receive(setting, at)
    fresh = Dossier.objects.select_related("version").get(pk=dossier.pk)
    step(fresh, setting.cast, at)
    fresh.refresh_from_db()
    is_open = State(fresh.state) in PAUSED or open_task(fresh) is not None
    return fresh if is_open else None


def _receive(setting: _Setting, at: datetime) -> Dossier:
    chance = setting.cast.chance
    code = chance.choices([*_POPULAR], [*_POPULAR.values()])[0]
    version = setting.versions[code]
    filing = _filing(version, setting)
    by = setting.cast.one(Role.RECEPTION_OFFICER, unit_id=filing.receiving_unit_id)
    return receive(filing, by=by, now=at, takes_cash=True).dossier


def _filing(version: ProcedureVersion, setting: _Setting) -> Filing:
    """A complete filing: at the ward for what wards decide, else at the Centre."""
    ward = setting.units[WARD]
    place = ward if version.competent_unit is None else setting.units[CENTRE]
    competent = version.competent_unit or Unit.objects.get(pk=ward)
    content = content_of(version.pk, VersionState.PUBLISHED)
    case_id = next((case.case_id for case in content.cases if case.is_default), None)
    papers = tuple(
        PaperGiven(paper.paper_id, paper.name, PaperState.RECEIVED, originals=paper.originals)
        for paper in content.papers_of(case_id)
        if paper.is_required
    )
    return Filing(
        version_id=version.pk,
        case_id=case_id,
        channel=Channel.COUNTER,
        receiving_unit_id=place,
        competent_unit_id=competent.pk,
        competent_unit_code=competent.code,
        return_unit_id=place,
        parties=(applicant(setting.cast.chance),),
        papers=papers,
        abstract=version.name,
        is_on_the_spot=version.is_on_the_spot,
    )


def _when(dossier: Dossier, setting: _Setting, at: datetime) -> datetime:
    """Return when the next act comes: a part of the step's limit, longer for the slow fifth."""
    chance = setting.cast.chance
    if State(dossier.state) in PAUSED:
        return add_working_minutes(
            setting.calendar, at, chance.randint(WORKING_DAY, 4 * WORKING_DAY)
        )
    task = open_task(dossier)
    limit = (task.working_minutes if task else None) or 240
    pace = chance.uniform(1.4, 3) if dossier.pk % 5 == 0 else chance.uniform(0.6, 1.3)
    seconds = timedelta(seconds=chance.randrange(60))
    return add_working_minutes(setting.calendar, at, max(10, int(limit * pace))) + seconds
