"""The worklist as compiled rows: time left, what, whose, which step, and why at this place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as lazy

from motcua.casework.dossiers.rules import State
from motcua.casework.processes.queries import WorkRow
from motcua.casework.processes.rules import Act
from motcua.doors.desk.deadlines import Promised, chip, is_paused, near_instant
from motcua.engine.worktime import WorkCalendar
from motcua.kit import dates
from motcua.ui import pieces
from motcua.ui.addresses import address
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Due
from motcua.ui.words import said as _

LONGEST_REASON = 90


@dataclass(frozen=True)
class _View:
    """What all rows of a page share; `near` is the instant up to which a promise is near."""

    calendar: WorkCalendar
    now: datetime
    near: datetime
    pick: bool


@dataclass(frozen=True, slots=True)
class ShownWork:
    """A row in words."""

    task_id: int
    href: str
    due: Due
    code: SafeString
    procedure: str
    owner: str
    step: str
    why: str
    received: str
    promised: str


def shown(
    rows: Sequence[WorkRow], calendar: WorkCalendar, now: datetime, *, pick: bool
) -> tuple[ShownWork, ...]:
    """Turn rows into words; `pick` gives each a box to take or assign it."""
    view = _View(calendar, now, near_instant(calendar, now), pick)
    return tuple(_shown(row, view) for row in rows)


def table(rows: Sequence[ShownWork], caption: str) -> SafeString:
    """Draw the list."""
    return _ROWS.table(rows, caption, "t d wlt")


def procedure_name(name: str, name_en: str) -> str:
    """Return a procedure's name in the reader's language."""
    return name_en if name_en and (get_language() or "vi").startswith("en") else name


def why(row: WorkRow, now: datetime) -> str:
    """Say why a piece of work stands where it stands."""
    if row.returned_with:
        return _("Trả lại: %(reason)s") % {"reason": row.returned_with[:LONGEST_REASON]}
    if is_paused(row.state):
        since = dates.day(row.paused_at or now)
        return _PAUSES[State(row.state)]() % {"day": since}
    if row.act == Act.ANSWER_CONSULTATION:
        return row.question[:LONGEST_REASON]
    if row.silent_units:
        n = row.silent_units
        return ngettext("Chờ %(n)s cơ quan trả lời", "Chờ %(n)s cơ quan trả lời", n) % {"n": n}
    return _by_the_step(row, now)


def _by_the_step(row: WorkRow, now: datetime) -> str:
    if row.due_at is None:
        return _("Giao lúc %(at)s") % {"at": _short(row.opened_at)}
    words = {"at": _short(row.due_at)}
    if row.due_at < now:
        return _("Bước này quá giờ từ %(at)s") % words
    return _("Bước này xong trước %(at)s") % words


_PAUSES = {
    State.AWAITING_SUPPLEMENT: lambda: _("Chờ người nộp bổ sung từ %(day)s"),
    State.AWAITING_FINANCIAL_DUTY: lambda: _("Chờ nghĩa vụ tài chính từ %(day)s"),
    State.SUSPENDED: lambda: _("Tạm dừng theo quy định từ %(day)s"),
}


def _shown(row: WorkRow, view: _View) -> ShownWork:
    promised = Promised(
        row.state,
        row.received_at,
        row.dossier_due_at,
        None if row.act == Act.ANSWER_CONSULTATION else row.original_due_at,
        paused_at=row.paused_at,
    )
    href = address("desk:dossier", row.dossier_id)
    return ShownWork(
        task_id=row.task_id,
        href=href,
        due=chip(view.calendar, promised, view.now, view.near),
        code=_code(row, href, pick=view.pick),
        procedure=procedure_name(row.procedure, row.procedure_en),
        owner=row.owner,
        step=row.step,
        why=why(row, view.now),
        received=_day_and_month(row.received_at),
        promised=_moment(row),
    )


def _code(row: WorkRow, href: str, *, pick: bool) -> SafeString:
    link = f'<a href="{href}">{escape(row.code)}</a>'
    if not pick:
        return SafeString(link)
    label = escape(_("Chọn hồ sơ %(code)s") % {"code": row.code})
    box = f'<input type="checkbox" name="task" value="{row.task_id}" form="batch"'
    return SafeString(f'{box} aria-label="{label}"> {link}')


def _moment(row: WorkRow) -> str:
    if is_paused(row.state):
        return _("tính lại")
    due = row.dossier_due_at
    return f"{_day_and_month(due)} {dates.clock_time(due)}" if due else "–"


def _short(at: datetime) -> str:
    return f"{dates.clock_time(at)} {_day_and_month(at)}"


def _day_and_month(at: datetime | None) -> str:
    return dates.day(at)[:5] if at else "–"


def _cut(text: str) -> SafeString:
    said = escape(text)
    return SafeString(f'<span class="cut" title="{said}">{said}</span>')


_ROWS = compile_rows(
    Column(lazy("Còn lại"), lambda row: pieces.due(row.due), sort="ascending"),
    Column(lazy("Mã hồ sơ"), "code", "code"),
    Column(lazy("Thủ tục"), lambda row: _cut(row.procedure), "head"),
    Column(lazy("Chủ hồ sơ"), lambda row: _cut(row.owner)),
    Column(lazy("Bước"), lambda row: _cut(row.step)),
    Column(lazy("Vì sao ở vị trí này"), lambda row: _cut(row.why)),
    Column(lazy("Nhận"), "received", "num"),
    Column(lazy("Hẹn trả"), "promised", "num"),
)
