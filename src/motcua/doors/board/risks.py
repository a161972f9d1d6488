"""Dossiers at risk in words: how much time is left, who holds them, whether it was said."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.doors.board.navigation import dossier_address
from motcua.kit import dates
from motcua.kit.paging import Cursor
from motcua.oversight.clockwatch.queries import PAGE, RiskRow
from motcua.ui import pieces
from motcua.ui.values import Pager

DAY = 8 * 60


@dataclass(frozen=True)
class RiskTold:
    """One dossier at risk."""

    code: str
    href: str
    procedure: str
    status: SafeString
    due: str
    steps: tuple[str, ...]
    remind: str
    reminded: str


def told(row: RiskRow) -> RiskTold:
    """Return a row in words."""
    is_late = row.slack_minutes < 0
    return RiskTold(
        row.code,
        dossier_address(row.code),
        row.procedure,
        pieces.status("late" if is_late else "soon", slack_words(row.slack_minutes)),
        _("hẹn %(due)s") % {"due": dates.moment_short(row.due_at)},
        tuple(
            " · ".join((name, unit, who or _("chưa ai nhận"))) for name, unit, who in row.holders
        ),
        reverse("board:remind", args=[row.dossier_id]),
        _reminded(row),
    )


def slack_words(minutes: int) -> str:
    """Say working time left or passed: `còn 1 ngày 2 giờ`, `trễ 40 phút`."""
    length = _length(abs(minutes))
    return _("trễ %(time)s") % {"time": length} if minutes < 0 else _("còn %(time)s") % {
        "time": length
    }  # fmt: skip


def _length(minutes: int) -> str:
    days, rest = divmod(minutes, DAY)
    hours, left = divmod(rest, 60)
    if days and not hours:
        return _("%(days)s ngày") % {"days": days}
    if days:
        return _("%(days)s ngày %(hours)s giờ") % {"days": days, "hours": hours}
    if hours:
        return _("%(hours)s giờ %(minutes)s phút") % {"hours": hours, "minutes": left}
    return _("%(minutes)s phút") % {"minutes": left}


def _reminded(row: RiskRow) -> str:
    if row.reminded_at is None:
        return ""
    facts = {"n": row.reminders, "at": dates.moment_short(row.reminded_at)}
    text = ngettext(
        "Đã nhắc %(n)s lần, gần nhất %(at)s", "Đã nhắc %(n)s lần, gần nhất %(at)s", row.reminders
    )
    return text % facts


def pager(rows: tuple[RiskRow, ...], is_first: bool) -> Pager:
    """Say how many rows are shown, and lead on."""
    count = min(len(rows), PAGE)
    said = ngettext("Đang xem %(n)s hồ sơ.", "Đang xem %(n)s hồ sơ.", count) % {"n": count}
    begin = "" if is_first else reverse("board:risk")
    if len(rows) <= PAGE:
        return Pager(said, begin, "")
    last = rows[PAGE - 1]
    cursor = Cursor((last.due_at, last.dossier_id)).encode()
    return Pager(said, begin, f"?{urlencode({'after': cursor})}")
