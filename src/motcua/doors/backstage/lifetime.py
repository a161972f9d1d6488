"""The life of a version as acts: what each asks, and how it is done."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.doors.backstage.catalogue_words import (
    CHARGINGS,
    LEVELS,
    ROUTES,
    choices,
    is_yes,
    yes_no,
)
from motcua.doors.backstage.forms import Ask, day_of
from motcua.kit.dates import day
from motcua.registers.catalogue.rules.decisions import Decision
from motcua.registers.catalogue.rules.draft import VersionDraft
from motcua.registers.catalogue.rules.kinds import Charging, Level, OnlineLevel, Route
from motcua.registers.catalogue.wording import ONLINE_LEVELS
from motcua.ui.fields import Field

Given = Mapping[str, Any]


def decision_asks(today: date) -> tuple[Ask, ...]:
    """Ask for a decision: number, title, dates, body, signer."""
    return (
        Ask(Field("number", _("Số quyết định"), is_required=True, size="m")),
        Ask(Field("title", _("Trích yếu"), is_required=True)),
        Ask(Field("issued_on", _("Ngày ban hành"), day(today), "date", is_required=True, size="m"),
            day_of),
        Ask(Field("issuing_body", _("Cơ quan ban hành"), _("Ủy ban nhân dân tỉnh"),
                  is_required=True)),
        Ask(Field("signer", _("Người ký"))),
    )  # fmt: skip


def last_day_ask() -> Ask:
    """Ask for the last day on which an abolished version binds."""
    return Ask(Field("last_day", _("Ngày cuối áp dụng"), "", "date", is_required=True, size="m"),
               day_of)  # fmt: skip


def begins_ask(today: date) -> Ask:
    """Ask from which day an announced version binds."""
    label = _("Có hiệu lực từ ngày")
    return Ask(Field("begins", label, day(today), "date", is_required=True, size="m"), day_of)


def decision_of(given: Given, effective_on: date | None = None) -> Decision:
    """Return the decision that was typed."""
    return Decision(
        given["number"], given["title"], given["issued_on"], effective_on or given["issued_on"],
        given["issuing_body"], given["signer"],
    )  # fmt: skip


def fact_asks(facts: VersionDraft) -> tuple[Ask, ...]:
    """Ask for the facts of a version that are no table."""
    return (
        Ask(Field("name", _("Tên thủ tục"), facts.name, "textarea", is_required=True)),
        Ask(Field("name_en", _("Tên tiếng Anh"), facts.name_en)),
        Ask(Field("folk_names", _("Tên dân gian"), "; ".join(facts.folk_names),
                  hint=_("Cách người dân hay gọi, cách nhau bằng dấu chấm phẩy.")), _names),
        _choice("level", _("Cấp giải quyết"), facts.level, LEVELS, Level),
        Ask(Field("unit_code", _("Mã cơ quan có thẩm quyền"), facts.unit_code, size="m")),
        Ask(Field("competent_body", _("Cơ quan có thẩm quyền (bằng lời)"), facts.competent_body)),
        _choice("route", _("Nơi giải quyết"), facts.route, ROUTES, Route),
        Ask(Field("route_system", _("Tên hệ thống khác"), facts.route_system)),
        _choice("charging", _("Thu phí"), facts.charging, CHARGINGS, Charging),
        _choice("online_level", _("Trực tuyến"), facts.online_level, ONLINE_LEVELS, OnlineLevel),
        _flag("is_counter", _("Nhận tại quầy"), facts.is_counter),
        _flag("is_postal", _("Nhận qua bưu chính"), facts.is_postal),
        _flag("is_on_the_spot", _("Giải quyết ngay tại Trung tâm"), facts.is_on_the_spot),
        _flag("is_cross_boundary", _("Không phụ thuộc địa giới"), facts.is_cross_boundary),
        Ask(Field("audience", _("Đối tượng thực hiện"), facts.audience)),
        Ask(Field("conditions_text", _("Điều kiện"), facts.conditions_text, "textarea"), str),
        Ask(Field("sequence_text", _("Trình tự thực hiện"), facts.sequence_text, "textarea"), str),
    )  # fmt: skip


def new_asks() -> tuple[Ask, ...]:
    """Ask for what a new procedure begins with."""
    return (
        Ask(Field("code", _("Mã thủ tục"), is_required=True, size="m",
                  hint=_("Mã quốc gia, ví dụ 2.000635."))),
        Ask(Field("name", _("Tên thủ tục"), is_required=True)),
        Ask(Field("name_en", _("Tên tiếng Anh"))),
        Ask(Field("field_name", _("Lĩnh vực"), is_required=True)),
        Ask(Field("field_code", _("Mã lĩnh vực"), is_required=True, size="m")),
    )  # fmt: skip


def _choice(name: str, label: str, value: str, words: Mapping[Any, Any], read: Any) -> Ask:
    return Ask(Field(name, label, value, "select", options=choices(words)), read)


def _flag(name: str, label: str, is_so: bool) -> Ask:
    value = "yes" if is_so else "no"
    return Ask(Field(name, label, value, "segmented", options=yes_no()), is_yes)


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
