"""The worklist as compiled rows: time left, what, whose, which step, and why at this place."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as lazy

from motcua.casework.dossiers.rules import State
from motcua.casework.processes.queries import WorkRow
from motcua.casework.processes.rules import Act
from motcua.doors.desk.deadlines import Present, Promised, chip, is_paused
from motcua.kit import dates
from motcua.ui import pieces
from motcua.ui.addresses import address
from motcua.ui.escaping import escape
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Due
from motcua.ui.words import Say

LONGEST_REASON = 90


class ShownWork(NamedTuple):
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


def shown(rows: Sequence[WorkRow], held: Present, *, pick: bool) -> tuple[ShownWork, ...]:
    """Turn rows into words; `pick` gives each a box to take or assign it."""
    return tuple(_shown(row, held, pick=pick) for row in rows)


def table(rows: Sequence[ShownWork], caption: str) -> SafeString:
    """Draw the list."""
    return _ROWS.table(rows, caption, "t d wlt")


def procedure_name(name: str, name_en: str) -> str:
    """Return a procedure's name in the reader's language."""
    return name_en if name_en and (get_language() or "vi").startswith("en") else name


def why(row: WorkRow, held: Present) -> str:
    """Say why a piece of work stands where it stands."""
    _ = held.say
    if row.returned_with:
        return _("Trả lại: %(reason)s") % {"reason": row.returned_with[:LONGEST_REASON]}
    if is_paused(row.state):
        since = dates.day(row.paused_at or held.now)
        return _PAUSES[State(row.state)](_) % {"day": since}
    if row.act == Act.ANSWER_CONSULTATION:
        return row.question[:LONGEST_REASON]
    if row.silent_units:
        n = row.silent_units
        return ngettext("Chờ %(n)s cơ quan trả lời", "Chờ %(n)s cơ quan trả lời", n) % {"n": n}
    return _by_the_step(row, held)


def _by_the_step(row: WorkRow, held: Present) -> str:
    _ = held.say
    if row.due_at is None:
        return _("Giao lúc %(at)s") % {"at": dates.brief(row.opened_at)}
    words = {"at": dates.brief(row.due_at)}
    if row.due_at < held.now:
        return _("Bước này quá giờ từ %(at)s") % words
    return _("Bước này xong trước %(at)s") % words


_PAUSES: dict[State, Callable[[Say], str]] = {
    State.AWAITING_SUPPLEMENT: lambda _: _("Chờ người nộp bổ sung từ %(day)s"),
    State.AWAITING_FINANCIAL_DUTY: lambda _: _("Chờ nghĩa vụ tài chính từ %(day)s"),
    State.SUSPENDED: lambda _: _("Tạm dừng theo quy định từ %(day)s"),
}


def _shown(row: WorkRow, held: Present, *, pick: bool) -> ShownWork:
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
        due=chip(promised, held),
        code=_code(row, href, held.say if pick else None),
        procedure=row.procedure_en if held.is_english and row.procedure_en else row.procedure,
        owner=row.owner,
        step=row.step,
        why=why(row, held),
        received=dates.day_and_month(row.received_at) if row.received_at else "–",
        promised=_moment(row, held),
    )


def _code(row: WorkRow, href: str, _: Say | None) -> SafeString:
    link = f'<a href="{href}">{escape(row.code)}</a>'
    if _ is None:
        return SafeString(link)
    label = escape(_("Chọn hồ sơ %(code)s") % {"code": row.code})
    box = f'<input type="checkbox" name="task" value="{row.task_id}" form="batch"'
    return SafeString(f'{box} aria-label="{label}"> {link}')


def _moment(row: WorkRow, held: Present) -> str:
    _ = held.say
    if is_paused(row.state):
        return _("tính lại")
    due = row.dossier_due_at
    return f"{dates.day_and_month(due)} {dates.clock_time(due)}" if due else "–"


def _cut(text: str) -> SafeString:
    said = escape(text)
    return SafeString(f'<span class="cut" title="{said}">{said}</span>')


_name = lru_cache(maxsize=4096)(_cut)
"""Names of the catalogue, which come again on every row; nobody's own words are remembered."""


_ROWS = compile_rows(
    Column(lazy("Còn lại"), lambda row: pieces.due(row.due), sort="ascending"),
    Column(lazy("Mã hồ sơ"), "code", "code"),
    Column(lazy("Thủ tục"), lambda row: _name(row.procedure), "head"),
    Column(lazy("Chủ hồ sơ"), lambda row: _cut(row.owner)),
    Column(lazy("Bước"), lambda row: _name(row.step)),
    Column(lazy("Vì sao ở vị trí này"), lambda row: _cut(row.why)),
    Column(lazy("Nhận"), "received", "num"),
    Column(lazy("Hẹn trả"), "promised", "num"),
)
