"""Acts on a result in force: take it out of force, or make another that takes its place."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from motcua.casework.lifecycle import replace_result, revoke_result
from motcua.casework.lifecycle.rules import Verb
from motcua.doors.desk.acts.form import ActForm, Scene, Sent
from motcua.doors.desk.acts.proposing import title_of
from motcua.doors.desk.acts.settling import reason_fields
from motcua.ui.fields import Field


def _corrected_fields(scene: Scene) -> tuple[Field, ...]:
    title, draft = title_of(scene.space), scene.space.draft
    text = draft.text if draft else ""
    return (
        Field("title", _("Tên kết quả"), scene.value("title", title), is_required=True),
        Field("text", _("Nội dung"), scene.value("text", text), "textarea", is_required=True),
        Field("reason", _("Lý do"), scene.value("reason"), "textarea", is_required=True),
    )


def _replace(sent: Sent) -> object:
    typed = sent.typed
    corrected = replace_result.Corrected(
        typed.text("title"), typed.prose("text"), typed.prose("reason")
    )
    return replace_result.replace_result(
        sent.dossier_id, corrected, by=sent.by, now=sent.now, key=sent.key
    )


ENDING = (
    ActForm(
        "revoke-result", Verb.REVOKE_RESULT, lazy("Thu hồi kết quả"), lazy("Đã thu hồi kết quả."),
        reason_fields,
        lambda sent: revoke_result.revoke_result(
            sent.dossier_id, reason=sent.typed.prose("reason"), by=sent.by, now=sent.now,
            key=sent.key,
        ),
        lead=lazy("Ai quét mã trên văn bản đều thấy ngay là đã bị thu hồi; số không dùng lại."),
        button=lazy("Thu hồi"), is_grave=True,
    ),
    ActForm(
        "replace-result", Verb.REPLACE_RESULT, lazy("Thay thế kết quả"),
        lazy("Đã soạn văn bản thay thế; xin xem rồi ký."), _corrected_fields, _replace,
        lead=lazy("Văn bản cũ còn hiệu lực đến khi văn bản mới được lấy số; số cũ không dùng lại."),
        button=lazy("Soạn văn bản thay thế"), leads_to="desk:replacements",
    ),
)  # fmt: skip
