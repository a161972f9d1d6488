"""When a procedure is ready if it is filed now: the promise before anyone asks for it."""

from datetime import date, datetime

from django.urls import reverse

from motcua.doors.portal.naming import in_language, language
from motcua.engine.worktime import Clock, LimitUnit, WorkCalendar, run_clock
from motcua.kit import dates
from motcua.registers.calendar.drawing import draw
from motcua.registers.calendar.explain import paragraph
from motcua.registers.catalogue.queries import ProcedureRow, content_of
from motcua.registers.catalogue.rules.kinds import Channel, VersionState
from motcua.registers.catalogue.rules.limits import LimitRow, applicable_limit
from motcua.registers.catalogue.wording import limit_phrase
from motcua.ui.values import Promise, RulerCell
from motcua.ui.words import said as _

SHOWN = 4
MOST_CELLS = 26


def promises(
    rows: tuple[ProcedureRow, ...], calendar: WorkCalendar, now: datetime
) -> tuple[Promise, ...]:
    """Return the promises of a few procedures of different fields, the soonest first."""
    found: dict[str, tuple[date, Promise]] = {}
    for row in rows:
        if row.field_name in found or len(found) == SHOWN:
            continue
        limit = _usual_limit(row)
        clock = clock_from_now(limit, calendar, now) if limit else None
        if clock and clock.due_at and len(cells_of(clock)) <= MOST_CELLS:
            found[row.field_name] = (dates.local(clock.due_at).date(), _promise(row, limit, clock))
    return tuple(promise for _due, promise in sorted(found.values(), key=lambda pair: pair[0]))


def clock_from_now(limit: LimitRow | None, calendar: WorkCalendar, now: datetime) -> Clock | None:
    """Return the clock of a dossier received this minute; None without a limit in law."""
    if limit is None or limit.unit in (LimitUnit.UNDEFINED, LimitUnit.IMMEDIATE):
        return None
    clock = run_clock(limit.as_rule(), calendar, now, ())
    return clock if clock.due_at else None


def cells_of(clock: Clock, at: datetime | None = None) -> tuple[RulerCell, ...]:
    """Return the ruler of a clock as the furniture draws it."""
    return tuple(RulerCell(**vars(cell)) for cell in draw(clock, at))


def due_words(at: datetime) -> str:
    """Return `17:00 thứ Ba 17/11/2026` in the reader's language."""
    return dates.moment(at, language())


def span_of(first: datetime, last: datetime) -> str:
    """Return `từ 23/11/2026 đến 25/11/2026`, one day where both are the same."""
    days = [f"{dates.local(at):%d/%m/%Y}" for at in (first, last)]
    if days[0] == days[1]:
        return days[0]
    return _("từ %(first)s đến %(last)s") % {"first": days[0], "last": days[1]}


def _usual_limit(row: ProcedureRow) -> LimitRow | None:
    content = content_of(row.version_id, VersionState.PUBLISHED)
    case = next((c.case_id for c in content.cases if c.is_default), None)
    return applicable_limit(content.limits, Channel.COUNTER, case)


def _promise(row: ProcedureRow, limit: LimitRow | None, clock: Clock) -> Promise:
    due = dates.local(clock.due_at or clock.started_at)
    weekday = dates.weekday(due.date(), language())
    return Promise(
        name=in_language(row.name, row.name_en),
        href=reverse("portal:procedure", args=[row.code]),
        note=limit_phrase(limit) if limit else "",
        before=_("trước %(time)s") % {"time": dates.clock_time(due)},
        until=f"{weekday} {due.day}/{due.month}",
        datetime=due.isoformat(timespec="minutes"),
        cells=cells_of(clock),
        sentence=paragraph(clock),
    )
