"""Acts on the step at hand: appraise, submit, decide, number, take in, give back."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from motcua.casework.lifecycle import (
    appraise,
    assign,
    consult,
    decide,
    drafting,
    issue,
)
from motcua.casework.lifecycle.rules import Verb
from motcua.doors.desk.acts.form import ActForm, Scene, Sent, no_fields
from motcua.doors.desk.acts.proposing import paper_fields, symbol_of, title_of
from motcua.registers.organisation.queries import posts_in
from motcua.ui.fields import Field, Option


def opinion_fields(scene: Scene) -> tuple[Field, ...]:
    """Return the opinion with its verdict, as the specialist wrote it last."""
    said = scene.task.opinion if scene.task else ""
    verdicts = (Option("yes", _("Đủ điều kiện")), Option("no", _("Không đủ điều kiện")))
    return (
        Field(
            "eligible",
            _("Kết luận"),
            scene.value("eligible", "yes"),
            "segmented",
            options=verdicts,
        ),
        Field(
            "opinion",
            _("Ý kiến thẩm định"),
            scene.value("opinion", said),
            "textarea",
            is_required=True,
        ),
    )


def _note_fields(scene: Scene) -> tuple[Field, ...]:
    return (Field("opinion", _("Ý kiến (nếu có)"), scene.value("opinion"), "textarea"),)


def reason_fields(scene: Scene) -> tuple[Field, ...]:
    """Return the one reason that an act needs."""
    return (Field("reason", _("Lý do"), scene.value("reason"), "textarea", is_required=True),)


def _answer_fields(scene: Scene) -> tuple[Field, ...]:
    stances = (Option("yes", _("Đồng ý")), Option("no", _("Không đồng ý")))
    return (
        Field("agrees", _("Ý kiến"), scene.value("agrees"), "segmented", options=stances),
        Field("answer", _("Nội dung trả lời"), scene.value("answer"), "textarea", is_required=True),
    )


def _draft_fields(scene: Scene) -> tuple[Field, ...]:
    """Propose a text from the dossier's own facts, where none was drafted."""
    space = scene.space
    proposed = _(
        "Xét hồ sơ mã %(code)s của %(name)s về việc %(procedure)s, %(unit)s quyết định giải quyết "
        "theo đề nghị."
    ) % {
        "code": space.dossier.code,
        "name": space.dossier.owner_name,
        "procedure": space.dossier.version.name,
        "unit": space.dossier.competent_unit.name,
    }
    title = space.draft.title if space.draft else space.dossier.version.name
    text = space.draft.text if space.draft else proposed
    return (
        Field("title", _("Tên kết quả"), scene.value("title", title), is_required=True),
        Field("text", _("Nội dung"), scene.value("text", text), "textarea", is_required=True),
    )


def _draft(sent: Sent) -> object:
    return drafting.draft_result(
        sent.task_id,
        title=sent.typed.text("title"),
        text=sent.typed.prose("text"),
        by=sent.by,
        now=sent.now,
        key=sent.key,
    )


def _outgoing_fields(scene: Scene) -> tuple[Field, ...]:
    name = title_of(scene.space)
    return (
        Field("title", _("Tên kết quả"), scene.value("title", name), is_required=True),
        Field(
            "symbol",
            _("Ký hiệu sau số"),
            scene.value("symbol", symbol_of(scene.space)),
            size="s",
            hint=_("Số được lấy liền mạch trong sổ của đơn vị khi phát hành."),
            is_required=True,
        ),
        Field("abstract", _("Trích yếu"), scene.value("abstract", scene.space.dossier.abstract)),
        *paper_fields(scene),
    )


def _officer_fields(scene: Scene) -> tuple[Field, ...]:
    role = scene.task.role if scene.task else ""
    units = {scene.task.unit_id} if scene.task else scene.by.unit_ids
    # An assignment gives the step after it, which a specialist does.
    wanted = "specialist" if scene.task and scene.task.act == "assign" else role
    officers = tuple(
        Option(str(post.officer_id), post.officer_name, post.title)
        for post in posts_in(units, scene.now)
        if wanted in post.roles
    )
    field = Field("officer", _("Giao cho"), scene.value("officer"), "radio", options=officers)
    return (field,)


def _appraise(sent: Sent) -> object:
    is_eligible = sent.typed.text("eligible", "yes") == "yes"
    return appraise.appraise(
        sent.task_id,
        opinion=sent.typed.prose("opinion"),
        is_eligible=is_eligible,
        by=sent.by,
        now=sent.now,
        key=sent.key,
    )


def _submit(sent: Sent) -> object:
    verdict = sent.typed.text("eligible")
    return appraise.submit_for_approval(
        sent.task_id,
        opinion=sent.typed.prose("opinion"),
        is_eligible=None if not verdict else verdict == "yes",
        by=sent.by,
        now=sent.now,
        key=sent.key,
    )


def _answer(sent: Sent) -> object:
    agrees = sent.typed.text("agrees")
    return consult.answer_consultation(
        sent.task_id,
        answer=sent.typed.prose("answer") if agrees else "",
        agrees=agrees == "yes",
        by=sent.by,
        now=sent.now,
        key=sent.key,
    )


def _issue(sent: Sent) -> object:
    typed = sent.typed
    outgoing = issue.Outgoing(
        typed.text("title"),
        typed.text("symbol"),
        typed.text("abstract"),
        typed.text("why_on_paper"),
    )
    return issue.number_and_issue(sent.task_id, outgoing, by=sent.by, now=sent.now, key=sent.key)


def _submit_fields(scene: Scene) -> tuple[Field, ...]:
    is_appraisal = scene.task is not None and scene.task.act == "appraise"
    return opinion_fields(scene) if is_appraisal else _note_fields(scene)


_UNSIGNED = lazy("Phê duyệt ở đây chưa phải là ký số: văn bản in ra ghi rõ “chưa ký số”.")

SETTLING = (
    ActForm(
        "appraise", Verb.APPRAISE, lazy("Ghi ý kiến thẩm định"), lazy("Đã lưu ý kiến thẩm định."),
        opinion_fields, _appraise, about_task=True, button=lazy("Lưu ý kiến"),
    ),
    ActForm(
        "submit", Verb.SUBMIT, lazy("Trình, chuyển bước sau"),
        lazy("Đã chuyển hồ sơ sang bước sau."),
        _submit_fields, _submit, "F10", is_step=True, about_task=True, button=lazy("Trình"),
    ),
    ActForm(
        "approve", Verb.APPROVE, lazy("Phê duyệt"), lazy("Đã phê duyệt. Văn thư sẽ lấy số."),
        _note_fields,
        lambda sent: decide.approve(
            sent.task_id, opinion=sent.typed.prose("opinion"), by=sent.by, now=sent.now,
            key=sent.key,
        ),
        "F10", _UNSIGNED, lazy("Phê duyệt"), is_step=True, about_task=True, is_unsigned=True,
    ),
    ActForm(
        "reject", Verb.REJECT, lazy("Không giải quyết"), lazy("Đã quyết định không giải quyết."),
        reason_fields,
        lambda sent: decide.reject(
            sent.task_id, reason=sent.typed.prose("reason"), by=sent.by, now=sent.now, key=sent.key
        ),
        "U", lazy("Lý do sẽ in trên văn bản trả cho người nộp."), lazy("Không giải quyết"),
        is_step=True, about_task=True, is_grave=True, is_unsigned=True,
    ),
    ActForm(
        "send-back", Verb.SEND_BACK, lazy("Trả lại bước trước"), lazy("Đã trả lại hồ sơ."),
        reason_fields,
        lambda sent: appraise.send_back(
            sent.task_id, reason=sent.typed.prose("reason"), by=sent.by, now=sent.now, key=sent.key
        ),
        "R", lazy("Đồng hồ vẫn chạy: chờ trong nội bộ không dừng thời hạn."), lazy("Trả lại"),
        is_step=True, about_task=True,
    ),
    ActForm(
        "issue", Verb.ISSUE, lazy("Lấy số và phát hành"), lazy("Đã phát hành kết quả."),
        _outgoing_fields, _issue, "F10",
        lazy("Thời hạn giải quyết kết thúc khi kết quả được phát hành."),
        lazy("Lấy số, phát hành"), is_step=True, about_task=True, is_unsigned=True,
    ),
    ActForm(
        "collect", Verb.RECEIVE_RESULT, lazy("Nhận kết quả về nơi trả"),
        lazy("Kết quả đã về nơi trả; người nộp được báo."), no_fields,
        lambda sent: issue.receive_result(
            sent.task_id, by=sent.by, now=sent.now, key=sent.key
        ),
        "F10", button=lazy("Đã nhận kết quả"), is_step=True, about_task=True,
    ),
    ActForm(
        "answer", Verb.ANSWER_CONSULTATION, lazy("Trả lời xin ý kiến"), lazy("Đã gửi trả lời."),
        _answer_fields, _answer, "F10",
        lazy("Chỉ lời trả lời mới được tính; im lặng không phải là đồng ý."),
        lazy("Gửi trả lời"), is_step=True, about_task=True,
    ),
    ActForm(
        "draft", Verb.APPRAISE, lazy("Soạn kết quả"), lazy("Đã lưu dự thảo kết quả."),
        _draft_fields, _draft, "S", lazy("Lãnh đạo đọc dự thảo này; văn bản chưa ký số."),
        lazy("Lưu dự thảo"), about_task=True, is_unsigned=True,
    ),
    ActForm(
        "claim", Verb.CLAIM, lazy("Nhận việc này"), lazy("Việc này nay là của Ông/Bà."),
        no_fields,
        lambda sent: assign.claim_task(sent.task_id, by=sent.by, now=sent.now, key=sent.key),
        "N", button=lazy("Nhận việc"), about_task=True,
    ),
    ActForm(
        "assign", Verb.ASSIGN, lazy("Phân công"), lazy("Đã phân công."), _officer_fields,
        lambda sent: assign.assign(
            sent.task_id, sent.typed.row("officer") or 0, by=sent.by, now=sent.now, key=sent.key
        ),
        "F10", button=lazy("Phân công"), is_step=True, about_task=True,
    ),
    ActForm(
        "reassign", Verb.REASSIGN, lazy("Giao lại cho người khác"), lazy("Đã giao lại."),
        _officer_fields,
        lambda sent: assign.reassign(
            sent.task_id, sent.typed.row("officer") or 0, by=sent.by, now=sent.now, key=sent.key
        ),
        "G", button=lazy("Giao lại"), about_task=True,
    ),
)  # fmt: skip
