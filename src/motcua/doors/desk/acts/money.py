"""Billing what reception only foresaw, and letting a result go before its money came."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from motcua.casework.fees.rules import DemandState
from motcua.casework.lifecycle import bill
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.seen import DemandSeen
from motcua.casework.lifecycle.workspace import Workspace
from motcua.doors.desk.acts.form import ActForm, Scene, Sent
from motcua.kit.money import vnd
from motcua.ui.fields import Field

SUM = "sum-"


def foreseen(space: Workspace) -> tuple[DemandSeen, ...]:
    """Return what may be billed."""
    return tuple(one for one in space.demands if one.state == DemandState.FORESEEN)


def owing(space: Workspace) -> tuple[DemandSeen, ...]:
    """Return what holds the result back for want of money."""
    states = (DemandState.OWED, DemandState.FORESEEN)
    return tuple(one for one in space.demands if one.state in states and not one.deferral_reason)


def _bill_fields(scene: Scene) -> tuple[Field, ...]:
    sums = tuple(_sum_field(scene, demand) for demand in foreseen(scene.space))
    hint = _("Bắt buộc khi tự ghi số tiền, hoặc khi không phát sinh (ghi 0)")
    note = Field("note", _("Căn cứ của số tiền"), scene.value("note"), hint=hint)
    return (*sums, note)


def _sum_field(scene: Scene, demand: DemandSeen) -> Field:
    name = f"{SUM}{demand.id}"
    hint = (
        _("Theo quy định: %(amount)s") % {"amount": vnd(demand.amount_vnd)}
        if demand.amount_vnd
        else _("Quy định không nêu mức: ghi số tiền theo thông báo")
    )
    proposed = str(demand.amount_vnd) if demand.amount_vnd else ""
    return Field(name, _("%(name)s (đồng)") % {"name": demand.name}, scene.value(name, proposed),
                 size="m", hint=hint, attrs=(("inputmode", "numeric"),))  # fmt: skip


def _bill(sent: Sent) -> object:
    typed = sent.typed
    asked = {name: typed.text(name) for name in typed.form if name.startswith(SUM)}
    sums = {
        int(name.removeprefix(SUM)): _dong(text)
        for name, text in asked.items()
        if text and name.removeprefix(SUM).isdecimal()
    }
    return bill.bill(
        sent.dossier_id, sums, note=typed.text("note"), by=sent.by, now=sent.now, key=sent.key
    )


def _dong(text: str) -> int:
    """Return a typed sum, "150.000" as 150000; what is no sum is refused by the act as one."""
    plain = text.replace(".", "").replace(" ", "").removesuffix("₫")
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 16 else -1


def _defer_fields(scene: Scene) -> tuple[Field, ...]:
    return (Field("reason", _("Lý do"), scene.value("reason"), "textarea", is_required=True),)


MONEY = (
    ActForm(
        "bill", Verb.BILL, lazy("Báo nộp phí, lệ phí"),
        lazy("Đã ghi khoản phải nộp; người nộp được báo."), _bill_fields, _bill, "L",
        lazy("Khoản này phải nộp trước khi nhận kết quả."), lazy("Báo nộp"),
    ),
    ActForm(
        "defer-payment", Verb.DEFER_PAYMENT, lazy("Cho nhận kết quả trước khi nộp"),
        lazy("Đã cho nhận kết quả; khoản nợ vẫn giữ trong sổ."), _defer_fields,
        lambda sent: bill.defer_payment(
            sent.dossier_id, reason=sent.typed.prose("reason"), by=sent.by, now=sent.now,
            key=sent.key,
        ),
        "J", lazy("Việc này ghi vào nhật ký cùng tên Ông/Bà và lý do."), lazy("Cho nhận"),
        is_grave=True,
    ),
)  # fmt: skip
