"""Acts on the clock and on the dossier's life: supplement, pause, apology, stop, recall."""

from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from motcua.casework.documents.queries import papers_of
from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.rules import SuspensionReason
from motcua.casework.lifecycle import extend, notify, recall, stop, supplement, suspend
from motcua.casework.lifecycle.rules import SUPPLEMENT_ROUNDS_WITHOUT_APPROVAL, Verb
from motcua.casework.lifecycle.supplying import Demand, Lacking
from motcua.doors.desk.acts.form import ActForm, Scene, Sent
from motcua.doors.desk.acts.settling import reason_fields
from motcua.doors.desk.words import GROUNDS
from motcua.kit import dates
from motcua.kit.clock import VIETNAM
from motcua.kit.ids import row_number
from motcua.ui.fields import Field, Option

_CLOSING = time(17, 0)


def _supplement_fields(scene: Scene) -> tuple[Field, ...]:
    """Return a line per paper of the dossier: what is wrong with it, blank when nothing is."""
    lines = tuple(
        Field(
            f"lack-{paper.paper_id}",
            paper.name,
            scene.value(f"lack-{paper.paper_id}"),
            hint=_("Thiếu gì, sửa gì; để trống nếu đã đúng."),
        )
        for paper in scene.space.papers
        if paper.paper_id and paper.state != PaperState.NOT_NEEDED
    )
    reason = Field("reason", _("Lý do"), scene.value("reason"), "textarea", is_required=True)
    return (*lines, reason, *_further_round(scene))


def _further_round(scene: Scene) -> tuple[Field, ...]:
    is_further = scene.space.dossier.supplement_rounds >= SUPPLEMENT_ROUNDS_WITHOUT_APPROVAL
    if not is_further:
        return ()
    again = _("Hồ sơ đã được yêu cầu bổ sung một lần.")
    return (
        Field("legal_basis", _("Căn cứ pháp luật"), scene.value("legal_basis"), hint=again,
              is_required=True),
        Field("approver", _("Người duyệt lần bổ sung này"), scene.value("approver"),
              is_required=True),
    )  # fmt: skip


def _brought_fields(scene: Scene) -> tuple[Field, ...]:
    asked = next((one for one in scene.space.requests if one.answered_at is None), None)
    options = tuple(
        Option(str(item.id), item.name, item.what) for item in (asked.items if asked else ())
    )
    ticked = tuple(scene.typed.getlist("brought")) if scene.typed else ()
    return (Field("brought", _("Người nộp đã mang đến"), ticked, "checks", options=options),)


def _ground_fields(scene: Scene) -> tuple[Field, ...]:
    options = tuple(Option(str(ground), str(words)) for ground, words in GROUNDS.items())
    return (
        Field("ground", _("Căn cứ dừng đồng hồ"), scene.value("ground"), "radio", options=options),
        Field("legal_basis", _("Văn bản làm căn cứ"), scene.value("legal_basis"),
              hint=_("Số, ngày, cơ quan ban hành."), is_required=True),
    )  # fmt: skip


def _proof_fields(scene: Scene) -> tuple[Field, ...]:
    hint = _("Ví dụ: chứng từ nộp thuế, biên bản kiểm tra; ghi số và ngày.")
    proof = scene.value("proof")
    return (Field("proof", _("Giấy tờ chứng minh"), proof, hint=hint, is_required=True),)


def _extension_fields(scene: Scene) -> tuple[Field, ...]:
    """Draft the apology: the proposed date is three days after the promise in force."""
    drafted = next((t for t in scene.space.open_tasks() if t.act == "approve_extension"), None)
    due = scene.space.dossier.due_at or scene.now
    proposed = datetime.fromisoformat(drafted.question) if drafted else due + timedelta(days=3)
    names = {"name": scene.space.dossier.owner_name, "code": scene.space.dossier.code}
    text = _(
        "Hồ sơ %(code)s của Ông/Bà %(name)s cần thêm thời gian thẩm định. Đơn vị xin lỗi và hẹn "
        "trả kết quả vào ngày mới ghi trong thư này."
    )
    reason = drafted.opinion if drafted else text % names
    return (
        Field("day", _("Ngày hẹn mới"), scene.value("day", dates.day(proposed)), "date",
              size="m", is_required=True),
        Field("reason", _("Lời xin lỗi và lý do"), scene.value("reason", reason), "textarea",
              is_required=True),
    )  # fmt: skip


def _stop_fields(scene: Scene) -> tuple[Field, ...]:
    basis = Field("legal_basis", _("Căn cứ"), scene.value("legal_basis"), is_required=True)
    return (*reason_fields(scene), basis)


def _notice_fields(scene: Scene) -> tuple[Field, ...]:
    text = scene.value("text")
    return (Field("text", _("Nội dung đã báo"), text, "textarea", is_required=True),)


def _ask_supplement(sent: Sent) -> object:
    named = supplement_names(sent)
    lacking = tuple(
        Lacking(name, what, paper_id)
        for paper_id, name in named
        if (what := sent.typed.text(f"lack-{paper_id}"))
    )
    demand = Demand(
        lacking,
        sent.typed.prose("reason"),
        sent.typed.text("legal_basis"),
        sent.typed.text("approver"),
    )
    return supplement.ask_supplement(
        sent.dossier_id, demand, by=sent.by, now=sent.now, key=sent.key
    )


def supplement_names(sent: Sent) -> tuple[tuple[int, str], ...]:
    """Return the papers of the dossier that the form can name."""
    return tuple(
        (paper.required_paper_id, paper.name)
        for paper in papers_of(sent.dossier_id)
        if paper.required_paper_id
    )


def _suspend(sent: Sent) -> object:
    chosen = sent.typed.text("ground")
    if chosen not in set(SuspensionReason):
        raise suspend.CannotSuspend("no_ground")
    return suspend.suspend(
        sent.dossier_id,
        SuspensionReason(chosen),
        legal_basis=sent.typed.text("legal_basis"),
        by=sent.by,
        now=sent.now,
        key=sent.key,
    )


def _new_due(sent: Sent) -> datetime:
    """Return closing time of the typed day; a day that is none is never later than the promise."""
    day = dates.parse_day(sent.typed.text("day"))
    return datetime.combine(day, _CLOSING, VIETNAM) if day else sent.now


def _propose(sent: Sent) -> object:
    return extend.propose_extension(
        sent.dossier_id, _new_due(sent), reason=sent.typed.prose("reason"), by=sent.by,
        now=sent.now, key=sent.key,
    )  # fmt: skip


def _extend(sent: Sent) -> object:
    return extend.extend(
        sent.dossier_id, _new_due(sent), reason=sent.typed.prose("reason"), by=sent.by,
        now=sent.now, key=sent.key,
    )  # fmt: skip


def _bring(sent: Sent) -> object:
    brought = frozenset(row for one in sent.typed.many("brought") if (row := row_number(one)))
    return supplement.receive_supplement(
        sent.dossier_id, brought, by=sent.by, now=sent.now, key=sent.key
    )


def _stop(sent: Sent) -> object:
    return stop.stop(
        sent.dossier_id, reason=sent.typed.prose("reason"),
        legal_basis=sent.typed.text("legal_basis"), by=sent.by, now=sent.now, key=sent.key,
    )  # fmt: skip


CLOCK = (
    ActForm(
        "supplement", Verb.ASK_SUPPLEMENT, lazy("Yêu cầu bổ sung"),
        lazy("Đã gửi phiếu yêu cầu bổ sung; đồng hồ dừng."), _supplement_fields, _ask_supplement,
        "B", lazy("Ghi đủ mọi thứ còn thiếu trong một lần; đồng hồ dừng đến khi nhận đủ."),
        lazy("Gửi phiếu yêu cầu"),
    ),
    ActForm(
        "brought", Verb.RECEIVE_SUPPLEMENT, lazy("Nhận giấy bổ sung"),
        lazy("Đã nhận đủ giấy; đồng hồ chạy tiếp."), _brought_fields, _bring, "B",
        button=lazy("Nhận đủ"),
    ),
    ActForm(
        "suspend", Verb.SUSPEND, lazy("Tạm dừng"), lazy("Đồng hồ đã dừng."), _ground_fields,
        _suspend, "T", lazy("Đồng hồ chỉ dừng theo những căn cứ pháp luật đã liệt kê."),
        lazy("Dừng đồng hồ"),
    ),
    ActForm(
        "resume", Verb.RESUME, lazy("Tiếp tục"), lazy("Đồng hồ chạy tiếp; hạn đã tính lại."),
        _proof_fields,
        lambda sent: suspend.resume(
            sent.dossier_id, proof=sent.typed.text("proof"), by=sent.by, now=sent.now, key=sent.key
        ),
        "T", button=lazy("Chạy tiếp"),
    ),
    ActForm(
        "propose-extension", Verb.PROPOSE_EXTENSION, lazy("Xin lỗi, hẹn lại"),
        lazy("Đã trình lãnh đạo thư xin lỗi."), _extension_fields, _propose, "H",
        lazy("Chỉ được hẹn lại một lần; hồ sơ vẫn tính theo ngày hẹn đầu."), lazy("Trình thư"),
    ),
    ActForm(
        "extend", Verb.EXTEND, lazy("Ký thư xin lỗi"), lazy("Đã hẹn lại và báo người nộp."),
        _extension_fields, _extend, "H",
        lazy("Chỉ được hẹn lại một lần; hồ sơ vẫn tính theo ngày hẹn đầu."), lazy("Hẹn lại"),
        is_unsigned=True,
    ),
    ActForm(
        "stop", Verb.STOP, lazy("Dừng giải quyết"), lazy("Đã dừng giải quyết hồ sơ."),
        _stop_fields, _stop, "D", lazy("Hồ sơ kết thúc tại đây và không mở lại được."),
        is_grave=True, is_unsigned=True,
    ),
    ActForm(
        "withdraw", Verb.WITHDRAW, lazy("Người nộp rút"), lazy("Đã ghi nhận việc rút hồ sơ."),
        reason_fields,
        lambda sent: stop.withdraw(
            sent.dossier_id, reason=sent.typed.prose("reason"), by=sent.by, now=sent.now,
            key=sent.key,
        ),
        "W", lazy("Hồ sơ kết thúc tại đây và không mở lại được."), is_grave=True,
    ),
    ActForm(
        "recall", Verb.RECALL, lazy("Thu hồi bước vừa làm"), lazy("Đã thu hồi bước vừa làm."),
        reason_fields,
        lambda sent: recall.recall(
            sent.dossier_id, reason=sent.typed.prose("reason"), by=sent.by, now=sent.now,
            key=sent.key,
        ),
        "L", lazy("Bước sai vẫn còn trong sổ; một dòng thu hồi được ghi thêm."),
    ),
    ActForm(
        "notify", Verb.NOTIFY, lazy("Báo người nộp"), lazy("Đã ghi việc báo cho người nộp."),
        _notice_fields,
        lambda sent: notify.notify(
            sent.dossier_id, sent.typed.prose("text"), by=sent.by, now=sent.now, key=sent.key
        ),
        "M", button=lazy("Ghi vào hồ sơ"),
    ),
)  # fmt: skip
