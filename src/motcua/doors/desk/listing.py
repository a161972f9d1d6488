"""The tables of the desk: dossiers as compiled rows, and the pager beneath."""

from collections.abc import Callable, Mapping, Sequence

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.casework.dossiers.rules import FinancialState
from motcua.casework.lifecycle.at_counter import CounterRow
from motcua.doors.desk.naming import due_words, masked, state_mark, state_name
from motcua.doors.desk.reception_fields import name_of
from motcua.kit import dates
from motcua.registers.people.rules import ApplicantRow
from motcua.ui import pieces
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Pager

PAGE = 50


def receipt_address(row: CounterRow) -> str:
    """Return the address of the papers given for a dossier."""
    return reverse("desk:receipt", args=[row.code]) if row.code else "#"


def dossier_table(
    rows: Sequence[CounterRow], caption: str, leads_to: Callable[[CounterRow], str]
) -> SafeString:
    """Return dossiers as a table; the code leads to what the list is for."""
    renderer = compile_rows(
        Column(_("Mã hồ sơ"), "code", "code", href=leads_to),
        Column(_("Thủ tục"), lambda row: name_of(row.procedure, row.procedure_en), "head"),
        Column(_("Chủ hồ sơ"), "owner_name"),
        Column(_("Cơ quan giải quyết"), "competent_unit"),
        Column(_("Hẹn trả"), lambda row: due_words(row.due_at), "nw"),
        Column(
            _("Tình trạng"),
            lambda row: pieces.dot(state_mark(row.state), state_name(row.state)),
            "nw",
        ),
    )
    return renderer.table(rows, caption)


def pager(rows: Sequence[CounterRow], address: str, page: int = PAGE) -> Pager:
    """Say how many rows are shown and lead to those after the last of a full page."""
    said = ngettext("%(n)s hồ sơ", "%(n)s hồ sơ", len(rows)) % {"n": len(rows)}
    more = f"{address}?after={rows[-1].dossier_id}" if len(rows) == page else ""
    return Pager(said, next=more)


def person_table(rows: Sequence[ApplicantRow]) -> SafeString:
    """Return people as a table; numbers are masked."""
    renderer = compile_rows(
        Column(_("Họ tên"), "full_name", "head", href=_applicant_address),
        Column(_("Số định danh"), lambda row: masked(row.identity_number), "nw"),
        Column(_("Ngày sinh"), lambda row: dates.day(row.birth_on) if row.birth_on else "", "nw"),
        Column(_("Nơi ở"), "address_line"),
    )
    return renderer.table(rows, _("Người tìm thấy"))


def _applicant_address(row: ApplicantRow) -> str:
    return reverse("desk:applicant", args=[row.id])


def return_table(rows: Sequence[CounterRow], tasks: Mapping[int, int]) -> SafeString:
    """Return finished dossiers; `tasks` tells whose result has still to be taken in."""
    renderer = compile_rows(
        Column(_("Mã hồ sơ"), "code", "code", href=_return_address),
        Column(_("Thủ tục"), lambda row: name_of(row.procedure, row.procedure_en), "head"),
        Column(_("Chủ hồ sơ"), "owner_name"),
        Column(_("Có kết quả lúc"), lambda row: due_words(row.finished_at), "nw"),
        Column(_("Kết quả"), lambda row: _where(row, tasks), "nw"),
        Column(_("Phí"), _owed_mark, "nw"),
    )
    return renderer.table(rows, _("Kết quả chờ trả"))


def _return_address(row: CounterRow) -> str:
    return reverse("desk:return", args=[row.code])


def _where(row: CounterRow, tasks: Mapping[int, int]) -> SafeString:
    if row.dossier_id in tasks:
        return pieces.dot("none", _("đang chuyển về"))
    return pieces.dot("ok", _("tại quầy trả"))


def _owed_mark(row: CounterRow) -> SafeString | str:
    return pieces.dot("soon", _("còn nợ")) if row.financial_state == FinancialState.DUE else ""
