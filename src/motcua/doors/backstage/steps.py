"""The step table as a form: its columns, rows to values and back, its diagram."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.casework.processes.designing import drafts_of, graph_from
from motcua.doors.backstage.catalogue_words import (
    NO,
    STEP_UNITS,
    WAITS,
    YES,
    choices,
    is_yes,
    yes_no,
)
from motcua.doors.backstage.forms import Answers, Ask, minutes_of
from motcua.doors.backstage.process_words import ACTS, hours
from motcua.doors.backstage.words import ROLES
from motcua.engine.process import templates
from motcua.engine.process.bpmn_write import BadKey
from motcua.engine.process.drawing import Words, picture
from motcua.engine.process.layout import arrange
from motcua.engine.process.svg import to_svg
from motcua.engine.process.table import BadTable
from motcua.registers.catalogue.rules.draft import StepDraft
from motcua.registers.catalogue.rules.kinds import StepUnit
from motcua.ui.fields import Field

TEMPLATES = ("t1", "t2", "t3", "t4", "t5")
LONGEST_HOURS = 4000
_PLAIN = (
    "key", "name", "role", "unit_kind", "unit_code", "returns_to", "parallel_group", "wait",
)  # fmt: skip


def columns() -> tuple[Ask, ...]:
    """Return the columns of the table of steps."""
    acts = choices(ACTS, _("Chờ, không ai làm"))
    units, roles = choices(STEP_UNITS), choices(ROLES, _("Chọn vai trò"))
    return (
        Ask(Field("key", _("Mã bước"), size="s")),
        Ask(Field("name", _("Tên bước"))),
        Ask(Field("role", _("Vai trò"), "", "select", options=roles)),
        Ask(Field("unit_kind", _("Nơi làm"), StepUnit.UNIT, "select", options=units), StepUnit),
        Ask(Field("unit_code", _("Mã cơ quan"), size="s")),
        Ask(Field("working_minutes", _("Số giờ"), size="s"), minutes_of),
        Ask(Field("act", _("Việc làm"), "", "select", options=acts)),
        Ask(Field("returns_to", _("Trả về bước"), size="s")),
        Ask(Field("parallel_group", _("Nhóm song song"), size="s")),
        Ask(Field("is_optional", _("Khi cần"), NO, "select", options=yes_no()), is_yes),
        Ask(Field("is_counted", _("Tính giờ"), YES, "select", options=yes_no()), is_yes),
        Ask(Field("wait", _("Chờ"), "", "select", options=choices(WAITS, _("Không chờ")))),
    )


def steps_from(taken: Sequence[Answers], before: Sequence[StepDraft]) -> tuple[StepDraft, ...]:
    """Return the table that was typed; a known key keeps its English name."""
    english = {step.key: step.name_en for step in before}
    return tuple(_step(row.values, english) for row in taken if not row.errors)


def _step(values: Any, english: dict[str, str]) -> StepDraft:
    step = StepDraft(**{**values, "act": values["act"] or ("wait" if values["wait"] else "")})
    return replace(step, name_en=english.get(step.key, ""))


def texts_of(step: StepDraft) -> dict[str, str]:
    """Return a step as the texts of its row."""
    flags = {name: YES if getattr(step, name) else NO for name in ("is_optional", "is_counted")}
    plain = (
        "key",
        "name",
        "role",
        "unit_kind",
        "unit_code",
        "returns_to",
        "parallel_group",
        "wait",
    )
    return {
        **{name: str(getattr(step, name)) for name in plain},
        **flags,
        "act": "" if step.act == "wait" else step.act,
        "working_minutes": hours(step.working_minutes) if step.working_minutes else "",
    }


def template(name: str, limit_minutes: int) -> tuple[StepDraft, ...]:
    """Return one of the five usual tables, fitted to a limit; nothing for an unknown name."""
    limit = min(limit_minutes or 5 * 480, LONGEST_HOURS * 60)
    partners = (_("cơ quan thứ nhất"), _("cơ quan thứ hai"))
    made = {
        "t1": lambda: templates.t1_department(limit),
        "t2": lambda: templates.t2_province(limit),
        "t3": lambda: templates.t3_on_the_spot(limit),
        "t4": lambda: templates.t4_interlinked(limit, partners),
        "t5": lambda: templates.t5_financial_duty(limit),
    }
    return drafts_of(made[name]()) if name in made else ()


def diagram(rows: Sequence[StepDraft], title: str) -> str:
    """Draw the process, or nothing while the table means none."""
    try:
        graph = graph_from(rows)
    except (BadTable, BadKey):
        return ""
    words = Words(title=title, roles={role: str(word) for role, word in ROLES.items()})
    drawn = to_svg(picture(graph, arrange(graph), words=words), id_prefix="process")
    return SafeString(drawn)  # drawn by us; every text in it was escaped
