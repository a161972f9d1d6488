"""Lists of procedures as rows and links."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.doors.portal.naming import in_language
from motcua.registers.catalogue.queries import ProcedureRow
from motcua.registers.catalogue.queries.browse import FieldRow, ProcedureList
from motcua.ui import pieces
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Link, Pager


def _href(row: ProcedureRow) -> str:
    return reverse("portal:procedure", args=[row.code])


def _standing(row: ProcedureRow) -> SafeString:
    if row.is_receiving:
        return pieces.status("ok", _("Nhận hồ sơ"))
    return pieces.status("none", _("Xem thông tin"))


_ROWS = compile_rows(
    Column(
        gettext_lazy("Thủ tục"),
        lambda row: in_language(row.name, row.name_en),
        kind="head",
        href=_href,
        small="code",
    ),
    Column(gettext_lazy("Lĩnh vực"), lambda row: in_language(row.field_name, row.field_name_en)),
    Column(gettext_lazy("Cơ quan giải quyết"), "competent_body"),
    Column(gettext_lazy("Tại đây"), _standing),
)


def table(rows: Iterable[ProcedureRow]) -> SafeString:
    """Return procedures as a table."""
    return _ROWS.table(rows, _("Danh sách thủ tục"), css="t cards")


def field_links(fields: Iterable[FieldRow], chosen: str) -> tuple[Link, ...]:
    """Return one link a field, and one to all."""
    everything = Link(_("Tất cả lĩnh vực"), "?", not chosen)
    return (everything, *(_field_link(row, chosen) for row in fields))


def _field_link(row: FieldRow, chosen: str) -> Link:
    name = in_language(row.name, row.name_en)
    return Link(name, f"?{urlencode({'field': row.code})}", row.code == chosen, row.count)


def heading(fields: Iterable[FieldRow], chosen: str) -> str:
    """Return the name of the chosen field."""
    named = (in_language(row.name, row.name_en) for row in fields if row.code == chosen)
    return next(named, _("Tất cả thủ tục"))


def pager(page: ProcedureList, field: str, after: str) -> Pager:
    """Say how many rows are shown, and lead to the next ones."""
    count = len(page.rows)
    said = ngettext("Đang xem %(n)s thủ tục.", "Đang xem %(n)s thủ tục.", count) % {"n": count}
    begin = f"?{urlencode({'field': field})}" if after else ""
    following = f"?{urlencode({'field': field, 'after': page.after})}" if page.after else ""
    return Pager(said, begin, following)
