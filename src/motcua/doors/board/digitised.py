"""Digitisation in words: lines whose figures open their rows, and the exceptions by name.

Papers received and results issued are two views of one page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.doors.board.downloads import TYPES
from motcua.doors.board.indexing import told
from motcua.doors.board.navigation import dossier_address
from motcua.kit import dates
from motcua.kit.paging import Cursor
from motcua.oversight.indicators import digitising, issued
from motcua.oversight.indicators.digitising import PAGE, TARGET_PERCENT, Group, Line
from motcua.oversight.indicators.issued import Kind
from motcua.oversight.indicators.rules import Period
from motcua.ui.pieces import grouped
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Link, Pager


class Dated(Protocol):
    """A row with its place in the order of its list."""

    @property
    def place(self) -> tuple[datetime, int]:
        """The instant and key that the list is ordered by."""


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


KINDS = {
    Kind.ALL: gettext_lazy("Kết quả đã cấp"),
    Kind.SIGNED: gettext_lazy("Ký số từ đầu"),
    Kind.CERTIFIED: gettext_lazy("Bản quét đã ký sao y"),
    Kind.SCANNED: gettext_lazy("Đã quét, chưa ký sao y"),
    Kind.PAPER: gettext_lazy("Chỉ có bản giấy"),
}
_COUNTS = {
    Group.ALL: "dossiers",
    Group.COMPLETE: "complete",
    Group.REUSED: "with_reuse",
    Group.EXCUSED: "excused",
    Group.WAITING: "waiting",
}


@dataclass(frozen=True)
class Here:
    """What is shown: a period, the lines, the rows beneath: of papers, or of results."""

    period: Period
    line: Line
    part: Group | Kind
    key: str = ""

    @property
    def is_of_results(self) -> bool:
        """Whether results are counted, not papers."""
        return isinstance(self.part, Kind)

    def address(self, name: str = "", **more: str) -> str:
        """Return this page for this question, or one of its files."""
        asked = {
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "by": str(self.line),
            "what": "results" if self.is_of_results else "papers",
            "of": str(self.part),
        }
        if self.key:
            asked["key"] = self.key
        return f"{reverse(f'board:digitisation{name}')}?{urlencode(asked | more)}"

    def files(self, what: str, label: str) -> tuple[tuple[str, str], ...]:
        """Return the files of the "figures" or the "rows": what each is called, where it is."""
        return tuple(
            (f"{label} {name.upper()}".strip(), self.address(f"_{what}_{name}")) for name in TYPES
        )

    def of_period(self, period: Period) -> str:
        """Return the same lines over other days."""
        return replace(self, period=period, key="").address()

    def opened(self, key: str, part: Group | Kind) -> str:
        """Return the page with the rows behind one figure."""
        return replace(self, key=key, part=part).address() + "#rows"


def read(query: Mapping[str, str], period: Period) -> Here:
    """Return what an address asks for; without words it asks for the exceptions."""
    line, part = query.get("by", ""), query.get("of", "")
    parts, usual = (Kind, Kind.PAPER) if query.get("what") == "results" else (Group, Group.EXCUSED)
    return Here(
        period,
        Line(line) if line in list(Line) else Line.UNIT,
        parts(part) if part in list(parts) else usual,
        query.get("key", "")[:80],
    )


def views(here: Here) -> tuple[Link, ...]:
    """Return the two views: papers received, results issued."""
    papers, results = (
        replace(here, part=part, key="").address() for part in (Group.EXCUSED, Kind.PAPER)
    )
    return (
        Link(_("Hồ sơ tiếp nhận"), papers, not here.is_of_results),
        Link(_("Kết quả giải quyết"), results, here.is_of_results),
    )


def tabs(here: Here) -> tuple[Link, ...]:
    """Return the ways to part the figures."""
    return tuple(
        Link(str(name), replace(here, line=line, key="").address(), line is here.line)
        for line, name in LINES.items()
    )


def said(whole: digitising.Figures) -> str:
    """Say the whole of the papers in one sentence."""
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


def said_of_results(whole: issued.Figures) -> str:
    """Say the whole of the results in one sentence."""
    if whole.percent is None:
        return _("Chưa có kết quả nào được cấp trong kỳ.")
    return _(
        "%(share)s %% kết quả có bản điện tử, chỉ tiêu %(target)s %%; %(paper)s kết quả chỉ có bản "
        "giấy."
    ) % {
        "share": told(whole.percent),
        "target": TARGET_PERCENT,
        "paper": grouped(whole.paper),
    }


def defined(here: Here) -> str:
    """Say what is counted, and as what."""
    if here.is_of_results:
        return _(
            "Tính kết quả đang có hiệu lực, theo ngày và đơn vị cấp. Có bản điện tử: ký số từ đầu, "
            "hoặc bản giấy đã quét và ký sao y. Người và lý do: ai phát hành bản giấy, vì sao. Đơn "
            "vị đã được thay thế tính vào đơn vị nhận toàn bộ việc."
        )
    return _(
        "Hồ sơ được tính khi quét hoặc khi bàn giao; người và lý do: ai bàn giao, vì sao. Đơn vị "
        "đã được thay thế tính vào đơn vị nhận toàn bộ việc."
    )


def table(lines: Sequence[digitising.Figures], here: Here) -> SafeString:
    """Return the lines; every number of dossiers leads to its rows."""
    renderer = compile_rows(
        Column(str(LINES[here.line]), "name", "head"),
        *(_counted(group, str(GROUPS[group]), _COUNTS[group], here) for group in Group),
        Column(_("Giấy tờ điện tử"), _papers, "num"),
        Column(_("Tỷ lệ"), lambda row: f"{told(row.percent)} %", "num"),
    )
    return renderer.table(lines, _("Số hóa hồ sơ"))


def results_table(lines: Sequence[issued.Figures], here: Here) -> SafeString:
    """Return the lines of results; every number leads to its rows."""
    renderer = compile_rows(
        Column(str(LINES[here.line]), "name", "head"),
        *(_counted(kind, str(KINDS[kind]), str(kind), here) for kind in Kind),
        Column(_("Tỷ lệ"), lambda row: f"{told(row.percent)} %", "num"),
    )
    return renderer.table(lines, _("Số hóa kết quả"))


def _counted(part: Group | Kind, name: str, figure: str, here: Here) -> Column:
    return Column(
        name,
        lambda row: grouped(getattr(row, figure)),
        "num",
        href=lambda row: here.opened(row.key, part),
    )


def _papers(row: digitising.Figures) -> str:
    return f"{grouped(row.digitised + row.reused)} / {grouped(row.papers)}"


def rows_table(found: Sequence[digitising.DossierRow]) -> SafeString:
    """Return the dossiers behind a figure, with who and why."""
    renderer = compile_rows(
        Column(_("Mã hồ sơ"), "code", "code", href=lambda row: dossier_address(row.code)),
        Column(_("Tiếp nhận lúc"), lambda row: dates.moment_short(row.received_at), "nw"),
        Column(_("Đơn vị"), "unit"),
        Column(_("Cán bộ"), "officer"),
        Column(_("Giấy tờ chưa quét"), lambda row: f"{row.missing} / {row.papers}", "num"),
        Column(_("Lý do"), "excuse"),
    )
    return renderer.table(found[:PAGE], _("Hồ sơ"))


def result_rows_table(found: Sequence[issued.ResultRow]) -> SafeString:
    """Return the results behind a figure, with who issued them and why on paper."""
    renderer = compile_rows(
        Column(_("Mã hồ sơ"), "code", "code", href=lambda row: dossier_address(row.code)),
        Column(_("Số kết quả"), "number", "nw"),
        Column(_("Ngày cấp"), lambda row: dates.moment_short(row.issued_at), "nw"),
        Column(_("Đơn vị"), "unit"),
        Column(_("Người ký"), "signer"),
        Column(_("Người phát hành"), "officer"),
        Column(_("Lý do"), "why"),
    )
    return renderer.table(found[:PAGE], _("Kết quả"))


def pager(found: Sequence[Dated], here: Here, *, is_first: bool) -> Pager:
    """Say how many rows are shown, and lead on."""
    count = min(len(found), PAGE)
    text = ngettext("Đang xem %(n)s hồ sơ.", "Đang xem %(n)s hồ sơ.", count) % {"n": count}
    begin = "" if is_first else here.address()
    if len(found) <= PAGE:
        return Pager(text, begin, "")
    return Pager(text, begin, here.address(after=Cursor(found[PAGE - 1].place).encode()))
