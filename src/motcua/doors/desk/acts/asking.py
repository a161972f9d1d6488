"""Asking other agencies: several at once, each with its own question and limit."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from motcua.casework.lifecycle.consult import Question
from motcua.casework.lifecycle.consult_many import consult_many
from motcua.casework.lifecycle.record_no_answer import record_no_answer
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.seen import TaskSeen
from motcua.casework.lifecycle.workspace import Workspace
from motcua.doors.desk.acts.form import ActForm, Scene, Sent
from motcua.kit.clock import VIETNAM
from motcua.registers.organisation.queries import units_as_of
from motcua.registers.organisation.rules import Level
from motcua.ui.fields import Field, Option

AT_ONCE = 3
USUAL_HOURS = 16


def _fields(scene: Scene) -> tuple[Field, ...]:
    options = (Option("", _("– chọn cơ quan –")), *_agencies(scene))
    fields: list[Field] = []
    for n in range(1, AT_ONCE + 1):
        which = {"n": n}
        fields += (
            Field(f"unit-{n}", _("Cơ quan %(n)s") % which, scene.value(f"unit-{n}"), "select",
                  options=options),
            Field(f"text-{n}", _("Hỏi gì, cơ quan %(n)s") % which, scene.value(f"text-{n}"),
                  "textarea"),
            Field(f"hours-{n}", _("Trả lời trong (giờ làm việc), cơ quan %(n)s") % which,
                  scene.value(f"hours-{n}", str(USUAL_HOURS)), size="s",
                  attrs=(("inputmode", "numeric"),)),
        )  # fmt: skip
    return tuple(fields)


def _agencies(scene: Scene) -> tuple[Option, ...]:
    own = scene.space.dossier.competent_unit_id
    today: date = scene.now.astimezone(VIETNAM).date()
    levels = (Level.DEPARTMENT, Level.COMMUNE, Level.DIVISION)
    units = units_as_of(today, *levels)
    return tuple(Option(str(unit.id), unit.name) for unit in units if unit.id != own)


def _ask(sent: Sent) -> object:
    questions = tuple(
        Question(
            sent.typed.row(f"unit-{n}") or 0,
            sent.typed.prose(f"text-{n}"),
            60 * sent.typed.count(f"hours-{n}", USUAL_HOURS),
        )
        for n in range(1, AT_ONCE + 1)
        if sent.typed.row(f"unit-{n}")
    )
    return consult_many(sent.dossier_id, questions, by=sent.by, now=sent.now, key=sent.key)


def silent_questions(space: Workspace, now: datetime) -> tuple[TaskSeen, ...]:
    """Return the open questions whose own limit has passed."""
    asked = (task for task in space.open_tasks() if task.is_question)
    return tuple(task for task in asked if task.due_at and task.due_at < now)


def _absence_fields(scene: Scene) -> tuple[Field, ...]:
    silent = silent_questions(scene.space, scene.now)
    options = tuple(Option(str(task.id), task.unit, task.question) for task in silent)
    first = options[0].value if options else ""
    asked = Field("question", _("Cơ quan không trả lời"), scene.value("question", first), "radio",
                  options=options, is_required=True)  # fmt: skip
    basis = Field("legal_basis", _("Căn cứ"), scene.value("legal_basis"), is_required=True)
    reason = Field("reason", _("Lý do"), scene.value("reason"), "textarea", is_required=True)
    return (asked, reason, basis)


def _record_no_answer(sent: Sent) -> object:
    return record_no_answer(
        sent.typed.row("question") or 0, reason=sent.typed.prose("reason"),
        legal_basis=sent.typed.text("legal_basis"), by=sent.by, now=sent.now, key=sent.key,
    )  # fmt: skip


ASKING = (
    ActForm(
        "consult", Verb.CONSULT, lazy("Xin ý kiến"), lazy("Đã gửi câu hỏi."), _fields, _ask, "X",
        lazy("Hỏi nhiều cơ quan cùng lúc được; đồng hồ của hồ sơ vẫn chạy."), lazy("Gửi câu hỏi"),
    ),
    ActForm(
        "no-answer", Verb.RECORD_NO_ANSWER, lazy("Ghi nhận không trả lời"),
        lazy("Đã ghi nhận: cơ quan được hỏi không trả lời đúng hạn."), _absence_fields,
        _record_no_answer, "K",
        lazy("Không trả lời không phải là đồng ý; cơ quan được hỏi vẫn bị tính là trễ."),
    ),
)  # fmt: skip
