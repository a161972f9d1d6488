"""The parts of a version that are tables: their columns, and how a row becomes a value.

A row keeps whatever its table does not show (exemptions, certainty): it is replaced, not rebuilt.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.doors.backstage.catalogue_words import (
    LIMIT_UNITS,
    NO,
    YES,
    channel_of,
    choices,
    is_yes,
    yes_no,
)
from motcua.doors.backstage.forms import Answers, Ask, Unreadable, day_of, decimal_of, number_of
from motcua.engine.worktime import LimitUnit
from motcua.registers.catalogue.rules import draft as drafts
from motcua.registers.catalogue.rules.kinds import DueWhen, FeeKind, FeePer
from motcua.registers.catalogue.wording import CHANNELS, DUE_WHEN, FEE_KINDS, PER
from motcua.ui.fields import Field

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_MOST = 9999


@dataclass(frozen=True)
class Section:
    """One table of a version; `part` is the attribute of the draft that it fills."""

    part: str
    title: "_StrOrPromise"
    hint: "_StrOrPromise"
    kind: type[Any]
    columns: Callable[[], tuple[Ask, ...]]

    def rows_of(self, answers: Sequence[Answers], before: Sequence[Any]) -> tuple[Any, ...]:
        """Return the part as it was answered; a row keeps what its table does not show."""
        return tuple(
            replace(before[row.number - 1], **row.values)
            if row.number <= len(before)
            else self.kind(**row.values)
            for row in answers
        )


def _name(label: str) -> Ask:
    return Ask(Field("name", label, is_required=True))


def _case() -> Ask:
    return Ask(Field("case", _("Mã trường hợp"), size="s"))


def _yes(name: str, label: str, value: str = YES) -> Ask:
    return Ask(Field(name, label, value, "select", options=yes_no()), is_yes)


def _channel() -> Ask:
    options = choices(CHANNELS, _("Mọi kênh"))
    return Ask(Field("channel", _("Kênh"), "", "select", options=options), channel_of)


def _case_columns() -> tuple[Ask, ...]:
    return (
        _name(_("Tên trường hợp")),
        Ask(Field("key", _("Mã"), is_required=True, size="s")),
        Ask(Field("name_en", _("Tên tiếng Anh"))),
        _yes("is_default", _("Mặc định"), NO),
    )


def _paper_columns() -> tuple[Ask, ...]:
    return (
        _name(_("Tên giấy tờ")),
        Ask(Field("originals", _("Bản chính"), size="s"), lambda text: number_of(text) or 0),
        Ask(Field("copies", _("Bản sao"), size="s"), lambda text: number_of(text) or 0),
        Ask(Field("form_code", _("Mẫu"), size="s")),
        Ask(Field("condition_text", _("Chỉ cần khi"))),
        _yes("is_required", _("Bắt buộc")),
        _yes("is_reusable", _("Dùng lại được"), NO),
        Ask(Field("most_pages", _("Tối đa (trang)"), size="s"), _limit_of),
        Ask(Field("most_mb", _("Tối đa (MB)"), size="s"), _limit_of),
        _case(),
        Ask(Field("name_en", _("Tên tiếng Anh"))),
    )


def _limit_of(text: str) -> int | None:
    """Read a limit of a paper's file; nothing or nought leaves the general one."""
    number = number_of(text) or None
    if number is not None and number > _MOST:
        raise Unreadable(_("Ở đây cần một số không quá %(most)s.") % {"most": _MOST})
    return number


def _fee_columns() -> tuple[Ask, ...]:
    kinds, pers, dues = choices(FEE_KINDS), choices(PER), choices(DUE_WHEN)
    return (
        _name(_("Tên khoản thu")),
        Ask(Field("kind", _("Loại"), FeeKind.CHARGE, "select", options=kinds), FeeKind),
        Ask(Field("amount_vnd", _("Mức thu (đồng)"), size="s"), number_of),
        Ask(Field("per", _("Tính theo"), FeePer.DOSSIER, "select", options=pers), FeePer),
        _channel(),
        Ask(Field("legal_source", _("Căn cứ"), is_required=True)),
        Ask(Field("valid_from", _("Từ ngày"), "", "date", size="s"), day_of),
        Ask(Field("valid_to", _("Đến hết ngày"), "", "date", size="s"), day_of),
        Ask(Field("due_when", _("Nộp khi"), DueWhen.AT_FILING, "select", options=dues), DueWhen),
        _case(),
    )


def _limit_columns() -> tuple[Ask, ...]:
    units = choices(LIMIT_UNITS)
    unit = Field("unit", _("Đơn vị"), LimitUnit.WORKING_DAY, "select", options=units)
    return (
        Ask(Field("amount", _("Số"), size="s"), decimal_of),
        Ask(unit, LimitUnit),
        _channel(),
        _case(),
        Ask(Field("condition_text", _("Chỉ áp dụng khi"))),
    )


def _result_columns() -> tuple[Ask, ...]:
    symbol = Ask(Field("symbol", _("Ký hiệu sau số"), size="s"))
    return _name(_("Tên kết quả")), symbol, Ask(Field("name_en", _("Tên tiếng Anh")))


def _basis_columns() -> tuple[Ask, ...]:
    number = Ask(Field("document_no", _("Số văn bản"), is_required=True, size="m"))
    return number, Ask(Field("title", _("Tên văn bản")))


SECTIONS = {
    "papers": Section(
        "papers", gettext_lazy("Thành phần hồ sơ"),
        gettext_lazy("Giấy tờ chỉ cần khi có điều kiện thì không phải là bắt buộc."),
        drafts.PaperDraft, _paper_columns,
    ),
    "fees": Section(
        "fees", gettext_lazy("Phí, lệ phí"),
        gettext_lazy("Để trống mức thu khi chưa biết; ghi 0 khi miễn thu."),
        drafts.FeeDraft, _fee_columns,
    ),
    "limits": Section(
        "limits", gettext_lazy("Thời hạn giải quyết"),
        gettext_lazy("Thời hạn của trường hợp hoặc kênh riêng thắng thời hạn chung."),
        drafts.LimitDraft, _limit_columns,
    ),
    "results": Section(
        "results", gettext_lazy("Kết quả giải quyết"), "", drafts.ResultDraft, _result_columns
    ),
    "bases": Section(
        "bases", gettext_lazy("Căn cứ pháp lý"), "", drafts.BasisDraft, _basis_columns
    ),
    "cases": Section(
        "cases", gettext_lazy("Trường hợp"),
        gettext_lazy("Giấy tờ, phí, thời hạn gọi trường hợp bằng mã."),
        drafts.CaseDraft, _case_columns,
    ),
}  # fmt: skip
