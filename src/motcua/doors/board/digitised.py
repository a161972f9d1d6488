"""Digitisation in words: lines whose figures open their rows, and the exceptions by name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.doors.board.indexing import told
from motcua.doors.board.navigation import dossier_address
from motcua.kit import dates
from motcua.kit.paging import Cursor
from motcua.oversight.indicators.digitising import (
    PAGE,
    TARGET_PERCENT,
    DossierRow,
    Figures,
    Group,
    Line,
)
from motcua.oversight.indicators.rules import Period
from motcua.ui.pieces import grouped
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Link, Pager

LINES = {
    Line.UNIT: gettext_lazy("Đơn vị"),
    Line.OFFICER: gettext_lazy("Cán bộ"),
    Line.PROCEDURE: gettext_lazy("Thủ tục"),
    Line.MONTH: gettext_lazy("Tháng"),
}
GROUPS = {
    Group.ALL: gettext_lazy("Hồ sơ đã tính"),
    Group.COMPLETE: gettext_lazy("Đủ bản điện tử"),
    Group.REUSED: gettext_lazy("Có giấy tờ dùng lại"),
    Group.EXCUSED: gettext_lazy("Bàn giao khi chưa quét"),
    Group.WAITING: gettext_lazy("Đang quét dở"),
}


@dataclass(frozen=True)
class Here:
    """What is shown: a period, the lines, the rows beneath."""

    period: Period
    line: Line
    group: Group
    key: str = ""

    def address(self, **more: str) -> str:
        """Return this page for this question."""
        asked = {
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "by": str(self.line),
            "of": str(self.group),
        }
        if self.key:
            asked["key"] = self.key
        return f"{reverse('board:digitisation')}?{urlencode(asked | more)}"

    def of_period(self, period: Period) -> str:
        """Return the same lines over other days."""
        return replace(self, period=period, key="").address()

    def opened(self, key: str, group: Group) -> str:
        """Return the page with the rows behind one figure."""
        return replace(self, key=key, group=group).address() + "#rows"


def tabs(here: Here) -> tuple[Link, ...]:
    """Return the ways to part the figures."""
    return tuple(
        Link(str(name), replace(here, line=line, key="").address(), line is here.line)
        for line, name in LINES.items()
    )


def said(whole: Figures) -> str:
    """Say the whole in one sentence."""
    if whole.percent is None:
        return _("Chưa có hồ sơ nào được quét hay bàn giao trong kỳ.")
    return _(
        "%(share)s %% hồ sơ có đủ bản điện tử, chỉ tiêu %(target)s %%; %(excused)s hồ sơ bàn giao "
        "khi chưa quét đủ."
    ) % {
        "share": told(whole.percent),
        "target": TARGET_PERCENT,
        "excused": grouped(whole.excused),
    }


def table(lines: Sequence[Figures], here: Here) -> SafeString:
    """Return the lines; every number of dossiers leads to its rows."""
    renderer = compile_rows(
        Column(str(LINES[here.line]), "name", "head"),
        *(_counted(group, here) for group in Group),
        Column(_("Giấy tờ điện tử"), _papers, "num"),
        Column(_("Tỷ lệ"), lambda row: f"{told(row.percent)} %", "num"),
    )
    return renderer.table(lines, _("Số hóa hồ sơ"))


def _counted(group: Group, here: Here) -> Column:
    name = {
        Group.ALL: "dossiers",
        Group.COMPLETE: "complete",
        Group.REUSED: "with_reuse",
        Group.EXCUSED: "excused",
        Group.WAITING: "waiting",
    }[group]
    return Column(
        str(GROUPS[group]),
        lambda row: grouped(getattr(row, name)),
        "num",
        href=lambda row: here.opened(row.key, group),
    )


def _papers(row: Figures) -> str:
    return f"{grouped(row.digitised + row.reused)} / {grouped(row.papers)}"


def rows_table(found: Sequence[DossierRow]) -> SafeString:
    """Return the dossiers behind a figure, with who and why."""
    renderer = compile_rows(
        Column(_("Mã hồ sơ"), "code", "code", href=lambda row: dossier_address(row.code)),
        Column(_("Tiếp nhận"), lambda row: dates.moment_short(row.received_at), "nw"),
        Column(_("Đơn vị"), "unit"),
        Column(_("Cán bộ"), "officer"),
        Column(_("Giấy tờ chưa quét"), lambda row: f"{row.missing} / {row.papers}", "num"),
        Column(_("Lý do"), "excuse"),
    )
    return renderer.table(found[:PAGE], _("Hồ sơ"))


def pager(found: Sequence[DossierRow], here: Here, *, is_first: bool) -> Pager:
    """Say how many rows are shown, and lead on."""
    count = min(len(found), PAGE)
    text = ngettext("Đang xem %(n)s hồ sơ.", "Đang xem %(n)s hồ sơ.", count) % {"n": count}
    begin = "" if is_first else here.address()
    if len(found) <= PAGE:
        return Pager(text, begin, "")
    last = found[PAGE - 1]
    cut = Cursor((last.received_at, last.dossier_id)).encode()
    return Pager(text, begin, here.address(after=cut))
