"""The fields of the reception page, filled with what was typed."""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.casework.dossiers.rules import ReturnMethod
from motcua.casework.lifecycle.offer import Offer
from motcua.doors.desk.filing_form import (
    AS_REPRESENTATIVE,
    FOR_OTHER,
    SELF,
    channel_of,
    method_of,
)
from motcua.doors.desk.typed import Typed
from motcua.kit.identity import Sex
from motcua.registers.catalogue.rules import Channel
from motcua.registers.catalogue.wording import CHANNELS
from motcua.registers.organisation.rules import Acting, UnitRow
from motcua.registers.people.rules import ApplicantKind
from motcua.ui.fields import Field, Option

Errors = Mapping[str, str]
NUMBER_ATTRS = (
    ("data-mc-scan", "idcard"),
    ("data-mc-full", "12"),
    ("autofocus", ""),
    ("data-mc-key", "Alt+S"),
)


def in_english() -> bool:
    """Tell whether the reader reads English."""
    return (get_language() or "").startswith("en")


def name_of(vietnamese: str, english: str) -> str:
    """Return a name of the register in the reader's language."""
    return english if in_english() and english else vietnamese


def person_fields(typed: Typed, errors: Errors) -> dict[str, Field]:
    """Return the fields of the person at the counter and of the owner he stands for."""
    source = {"card": _("quét căn cước"), "register": _("đã có trong sổ")}.get(
        typed.text("known_from"), ""
    )
    sexes = (
        Option("", "–"), Option(Sex.FEMALE, _("Nữ")), Option(Sex.MALE, _("Nam")),
    )  # fmt: skip
    fields = (
        Field("number", _("Số định danh, mã số thuế"), typed.text("number"), "idcard",
              attrs=NUMBER_ATTRS),
        Field("name", _("Họ, chữ đệm và tên khai sinh"), typed.text("name"), is_required=True,
              source=source, attrs=(("autocomplete", "off"),)),
        Field("born", _("Ngày sinh"), typed.text("born"), "date"),
        Field("sex", _("Giới tính"), typed.text("sex"), "select", options=sexes),
        Field("phone", _("Điện thoại"), typed.text("phone"), "tel",
              attrs=(("autocomplete", "off"),)),
        Field("email", _("Thư điện tử"), typed.text("email"), "email",
              attrs=(("autocomplete", "off"),)),
        Field("address", _("Nơi ở, phường, xã"), typed.text("address"),
              attrs=(("autocomplete", "off"),)),
        *_owner_fields(typed),
    )  # fmt: skip
    return {field.name: field.wrong(errors.get(field.name, "")) for field in fields}


def _owner_fields(typed: Typed) -> Iterable[Field]:
    whom = (
        Option(SELF, _("Chính mình")), Option(FOR_OTHER, _("Nộp hộ")),
        Option(AS_REPRESENTATIVE, _("Đại diện")),
    )  # fmt: skip
    kinds = (
        Option(ApplicantKind.PERSON, _("Cá nhân")), Option(ApplicantKind.FIRM, _("Doanh nghiệp")),
        Option(ApplicantKind.ORGANISATION, _("Tổ chức")),
    )  # fmt: skip
    return (
        Field("for_whom", _("Nộp cho"), typed.text("for_whom", SELF), "segmented", options=whom),
        Field("owner_name", _("Chủ hồ sơ"), typed.text("owner_name"),
              attrs=(("autocomplete", "off"),)),
        Field("owner_number", _("Số định danh, mã số thuế của chủ hồ sơ"),
              typed.text("owner_number"), attrs=(("inputmode", "numeric"),)),
        Field("owner_kind", _("Chủ hồ sơ là"), typed.text("owner_kind", ApplicantKind.PERSON),
              "select", options=kinds),
        Field("authority", _("Giấy ủy quyền"), typed.text("authority"),
              hint=_("Số, ngày, nơi chứng thực")),
    )  # fmt: skip


def terms_fields(
    typed: Typed, offer: Offer | None, by: Acting, communes: tuple[UnitRow, ...], errors: Errors
) -> dict[str, Field]:
    """Return the fields about the procedure, the fee and the return of the result."""
    cases = offer.cases if offer else ()
    chosen = str(offer.case_id) if offer and offer.case_id else ""
    places = tuple(Option(str(unit.id), unit.name) for unit in communes)
    ways = {
        ReturnMethod.COUNTER: _("Tại quầy"), ReturnMethod.POST: _("Bưu điện tận nhà"),
        ReturnMethod.ELECTRONIC: _("Điện tử"),
    }  # fmt: skip
    pays = (Option("later", _("Thu sau")), Option("cash", _("Tiền mặt")))
    desk_channels = (Channel.COUNTER, Channel.POST)
    fields = (
        Field("case", _("Trường hợp"), chosen, "select",
              options=tuple(Option(str(c.case_id), name_of(c.name, c.name_en)) for c in cases)),
        Field("channel", _("Cách nộp"), channel_of(typed), "segmented",
              options=tuple(Option(c, str(CHANNELS[c])) for c in desk_channels)),
        Field("place", _("Nơi giải quyết"), typed.text("place"), "select",
              options=(Option("", _("Chọn phường, xã")), *places)),
        Field("quantity", _("Số bản"), str(typed.count("quantity")), size="s",
              attrs=(("inputmode", "numeric"),)),
        Field("sets", _("Số bộ hồ sơ"), str(typed.count("sets")), size="s",
              attrs=(("inputmode", "numeric"),)),
        Field("pay", _("Cách thu"), typed.text("pay", "later"), "segmented", options=pays),
        Field("return_method", _("Nhận kết quả"), method_of(typed), "segmented",
              options=tuple(Option(way, word) for way, word in ways.items())),
        Field("return_unit", _("Nơi trả kết quả"),
              typed.text("return_unit", str(by.unit_id)), "select",
              options=(Option(str(by.unit_id), by.unit_name),
                       *(place for place in places if place.value != str(by.unit_id)))),
        Field("note", _("Ghi chú cho chuyên viên"), typed.prose("note"), "textarea"),
        Field("reason", _("Lý do"), typed.prose("reason"), "textarea"),
    )  # fmt: skip
    return {field.name: field.wrong(errors.get(field.name, "")) for field in fields}
