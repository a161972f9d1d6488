"""The rows behind a figure, as a table with keyset paging."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.doors.board.asked import Asked
from motcua.doors.board.navigation import dossier_address
from motcua.kit import dates
from motcua.kit.paging import BadCursor, Cursor
from motcua.oversight.indicators.behind import PAGE, Cell, CountedRow
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Link, Pager


def _at(instant: datetime | None) -> str:
    return dates.moment_short(instant) if instant else ""


_ROWS = compile_rows(
    Column(
        gettext_lazy("Mã hồ sơ"), "code", kind="code", href=lambda row: dossier_address(row.code)
    ),
    Column(gettext_lazy("Thủ tục"), "procedure"),
    Column(gettext_lazy("Cơ quan"), "unit"),
    Column(gettext_lazy("Tiếp nhận lúc"), lambda row: _at(row.received_at), kind="nw"),
    Column(gettext_lazy("Hẹn gốc"), lambda row: _at(row.promise), kind="nw"),
    Column(gettext_lazy("Xong"), lambda row: _at(row.finished_at), kind="nw"),
)


def table_of_rows(rows: Sequence[CountedRow]) -> SafeString:
    """Return the dossiers as a table."""
    return _ROWS.table(rows, _("Hồ sơ được tính"))


def after_of(text: str) -> tuple[datetime, int] | None:
    """Return where the last page ended; nonsense begins again."""
    try:
        values = Cursor.decode(text).values if text else ()
    except BadCursor:
        return None
    match values:
        case (datetime() as instant, int() as dossier_id):
            return instant, dossier_id
    return None


def pager(found: Sequence[CountedRow], asked: Asked, cell: Cell, *, is_first: bool) -> Pager:
    """Say how many rows are shown, and lead on."""
    count = min(len(found), PAGE)
    said = ngettext("Đang xem %(n)s hồ sơ.", "Đang xem %(n)s hồ sơ.", count) % {"n": count}
    begin = "" if is_first else asked.rows(cell.measure, cell.key)
    if len(found) <= PAGE:
        return Pager(said, begin, "")
    last = found[PAGE - 1]
    cut = Cursor((last.at, last.dossier_id)).encode()
    more = {"measure": str(cell.measure), "key": cell.key}
    return Pager(said, begin, asked.address("rows", after=cut, **more))


def back_link(asked: Asked) -> Link:
    """Return the way back to the table."""
    return Link(_("Quay lại bảng"), asked.address())
