"""Digitisation as sheets: the lines with their figures, and the rows behind one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from motcua.doors.board.digitised import GROUPS, KINDS, LINES, Here
from motcua.doors.board.downloads import WRITERS, Row, told_last
from motcua.kit import dates
from motcua.kit.sheets import Cell
from motcua.oversight.indicators import digitising, issued
from motcua.oversight.indicators.digitising import Group
from motcua.oversight.indicators.issued import Kind
from motcua.ui.pieces import grouped

MOST = 10_000
"""Rows of a list at most: the newest; the last line says so."""


@dataclass(frozen=True)
class Sheet:
    """A table of text and numbers, its file's name; `note` is said after what was counted."""

    name: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Row]
    note: str = ""

    def written(self, format_name: str, told: str) -> bytes:
        """Return the bytes of a format; no cell can be taken for a formula."""
        last = " ".join(filter(None, (told, self.note)))
        rows = told_last(self.rows, self.heads, last)
        return WRITERS[format_name](self.title, self.heads, rows)


def papers(lines: Sequence[digitising.Figures], here: Here) -> Sheet:
    """Return the lines of papers received, and their sums."""
    heads = [
        str(LINES[here.line]), *(str(GROUPS[group]) for group in Group),
        _("Giấy tờ"), _("Giấy tờ đã số hóa"), _("Giấy tờ dùng lại"), _("Tỷ lệ, %"),
    ]  # fmt: skip
    whole = [*((x.name, x) for x in lines), (_("Tổng cộng"), digitising.total(lines))]
    rows = [
        [name, x.dossiers, x.complete, x.with_reuse, x.excused, x.waiting,
         x.papers, x.digitised, x.reused, _share(x.percent)]
        for name, x in whole
    ]  # fmt: skip
    return Sheet(_("so-hoa-ho-so"), _("Số hóa hồ sơ"), heads, rows)


def results(lines: Sequence[issued.Figures], here: Here) -> Sheet:
    """Return the lines of results issued, and their sums."""
    heads = [str(LINES[here.line]), *(str(KINDS[kind]) for kind in Kind), _("Tỷ lệ, %")]
    whole = [*((x.name, x) for x in lines), (_("Tổng cộng"), issued.total(lines))]
    rows = [
        [name, x.results, x.signed, x.certified, x.scanned, x.paper, _share(x.percent)]
        for name, x in whole
    ]
    return Sheet(_("so-hoa-ket-qua"), _("Số hóa kết quả"), heads, rows)


def dossiers(found: Sequence[digitising.DossierRow], group: Group) -> Sheet:
    """Return the dossiers of a group, with who and why."""
    heads = [
        _("Mã hồ sơ"), _("Tiếp nhận lúc"), _("Đơn vị"), _("Cán bộ"), _("Giấy tờ"),
        _("Giấy tờ chưa quét"), _("Lý do"),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [x.code, dates.moment_short(x.received_at), x.unit, x.officer, x.papers, x.missing,
         x.excuse]
        for x in found[:MOST]
    ]  # fmt: skip
    return Sheet(_("danh-sach-ho-so"), str(GROUPS[group]), heads, rows, _cut(found))


def issues(found: Sequence[issued.ResultRow], kind: Kind) -> Sheet:
    """Return the results of a kind, with who issued them and why on paper."""
    heads = [
        _("Mã hồ sơ"), _("Số kết quả"), _("Ngày cấp"), _("Đơn vị"), _("Người ký"),
        _("Người phát hành"), _("Lý do"),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [x.code, x.number, dates.moment_short(x.issued_at), x.unit, x.signer, x.officer, x.why]
        for x in found[:MOST]
    ]
    return Sheet(_("danh-sach-ket-qua"), str(KINDS[kind]), heads, rows, _cut(found))


def _cut(found: Sequence[object]) -> str:
    if len(found) <= MOST:
        return ""
    return _("Chỉ gồm %(n)s dòng mới nhất: xin chọn kỳ ngắn hơn.") % {"n": grouped(MOST)}


def _share(percent: float | None) -> Decimal | None:
    return None if percent is None else Decimal(f"{percent:.2f}")
