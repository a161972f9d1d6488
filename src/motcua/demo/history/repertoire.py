"""Which lives can be told: versions that may receive, in which seasons, by which turns."""

import multiprocessing
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.rules import ReturnMethod
from motcua.casework.lifecycle import competence
from motcua.casework.lifecycle.filing import Filing, PaperGiven
from motcua.demo.history import stage as st
from motcua.demo.history.paths import Path
from motcua.demo.history.script import Ambiguous, Key, Recorder, Script
from motcua.demo.history.walker import Manner, Walker
from motcua.engine.worktime import WorkCalendar
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.queries.content import Content, content_of
from motcua.registers.catalogue.queries.reception import reception_blockers
from motcua.registers.catalogue.rules import Channel
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.registers.organisation.models import Unit

_RETURNED = {
    Channel.COUNTER: ReturnMethod.COUNTER,
    Channel.ONLINE: ReturnMethod.ELECTRONIC,
    Channel.POST: ReturnMethod.POST,
}
_NAMED_UNITS = ("H41.13", "H41.22", "H41")
_TRIES = 40
_SLOTS = 9
"""What receptions remember for 30 s; a play in the past must not be measured by it."""


@dataclass(frozen=True)
class Piece:
    """A version in a season: what it is, until when its rules stay the same, how it is filed."""

    version_id: int
    code: str
    first: date
    last: date
    channels: tuple[Channel, ...]
    competent_code: str
    is_on_the_spot: bool


class Company:
    """Plays lives on request; reads the catalogue once."""

    def __init__(self) -> None:
        living = Unit.objects.filter(code__in=_NAMED_UNITS, valid_to=None)
        named = dict(living.values_list("pk", "code"))
        self._others = named
        self.stage = st.Stage(named)
        self.calendar: WorkCalendar = calendar_of(None)
        self._open, self._is_set = ExitStack(), False
        self._asked = next(pk for pk, code in named.items() if code == "H41.22")

    def set_up(self) -> None:
        """Begin a transaction and set the stage in it; done already, do nothing."""
        if not self._is_set:
            self.stage = st.Stage(self._others, _slot())
            self._open.enter_context(_rolled_back())
            self.stage.set()
            self._is_set = True

    def take_down(self) -> None:
        """Roll everything back."""
        self._open.close()
        self._is_set = False

    def play(self, key: Key) -> Script:
        """Play one life; raises what its acts raise, or `Ambiguous` after many tries."""
        self.set_up()
        for nudge in range(0, 17 * _TRIES, 17):
            try:
                with _rolled_back(), _stand_ins_decide():
                    return self._recorder(key, nudge).play(key.path)
            except Ambiguous:
                continue
        raise Ambiguous(key)

    def _recorder(self, key: Key, nudge: int) -> Recorder:
        content = content_of(key.version_id, VersionState.PUBLISHED)
        version = ProcedureVersion.objects.get(pk=key.version_id)
        title = next((result.name for result in content.results), version.name)
        walker = Walker(
            self.stage,
            filing_of(self.stage, key, version, content),
            title,
            self._asked,
            Manner(rejects=key.path is Path.REJECTED, scans=key.is_scanned),
        )
        return Recorder(key, walker, self.calendar, nudge)


def _slot() -> int:
    """Return which of several companies this process is: 0 when it plays alone."""
    identity = multiprocessing.current_process()._identity
    return identity[0] % _SLOTS if identity else 0


@contextmanager
def _rolled_back() -> Iterator[None]:
    """Leave nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _stand_ins_decide() -> Iterator[None]:
    """Let the stand-ins be competent: what they stand for is chosen by the announcement later.

    `tests/demo` acts lives again with the true units, through the act's own check.
    """
    check = competence.decides
    competence.decides = lambda *_: True
    try:
        yield
    finally:
        competence.decides = check


def filing_of(stage: st.Stage, key: Key, version: ProcedureVersion, content: Content) -> Filing:
    """Return the complete filing that a life begins with, by the stage's owner and units."""
    competent = stage.receiving if key.is_one_place else stage.competent
    case_id = next((case.case_id for case in content.cases if case.is_default), None)
    papers = tuple(
        PaperGiven(paper.paper_id, paper.name, PaperState.RECEIVED, originals=paper.originals)
        for paper in content.papers_of(case_id)
        if paper.is_required
    )
    channel = Channel(key.channel)
    return Filing(
        version_id=version.pk,
        case_id=case_id,
        channel=channel,
        receiving_unit_id=stage.receiving,
        competent_unit_id=competent,
        competent_unit_code=stage.codes[competent],
        return_unit_id=stage.receiving,
        parties=(stage.owner,),
        papers=papers,
        abstract=version.name,
        return_method=_RETURNED[channel],
        is_on_the_spot=key.path is Path.SPOT,
    )


def pieces(first: date, last: date) -> tuple[Piece, ...]:
    """Return every version in every season in which it may receive, from the first to the last day.

    A season ends where a fee rule of the version begins or ends.
    """
    published = ProcedureVersion.objects.exclude(state=VersionState.DRAFT)
    found: list[Piece] = []
    for version in published.select_related("procedure", "competent_unit").order_by("pk"):
        begins = max(version.effective_from or first, first)
        ends = min(version.effective_to or last, last)
        for start, end in _seasons(content_of(version.pk, VersionState.PUBLISHED), begins, ends):
            piece = _piece(version, start, end)
            if piece.channels:
                found.append(piece)
    return tuple(found)


def _seasons(content: Content, first: date, last: date) -> Iterator[tuple[date, date]]:
    turns = {rule.valid_from for rule in content.fees}
    turns |= {rule.valid_to + timedelta(days=1) for rule in content.fees if rule.valid_to}
    starts = sorted({first} | {day for day in turns if day and first < day <= last})
    ends = [day - timedelta(days=1) for day in starts[1:]] + [last]
    return ((start, end) for start, end in zip(starts, ends, strict=True) if start <= end)


def _piece(version: ProcedureVersion, first: date, last: date) -> Piece:
    content = content_of(version.pk, VersionState.PUBLISHED)
    case_id = next((case.case_id for case in content.cases if case.is_default), None)
    unit = version.competent_unit
    return Piece(
        version_id=version.pk,
        code=version.procedure.code,
        first=first,
        last=last,
        channels=tuple(
            channel
            for channel in Channel
            if not reception_blockers(version.pk, case_id, channel, first)
        ),
        competent_code=unit.code if unit else "",
        is_on_the_spot=version.is_on_the_spot,
    )
