"""Control slip and register tell what the journal tells."""

from datetime import date

from motcua.casework.documents.actions import print_form
from motcua.casework.lifecycle.slips import control_slip, register
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk


def test_the_control_slip_has_a_row_for_every_step_done(desk: Desk) -> None:
    dossier = desk.finished()
    by = desk.by(Role.UNIT_LEADER)
    form = control_slip(dossier.pk, by=by, now=desk.now)
    notes = [row["note"] for row in form.data["rows"]]
    assert notes == ["receive", "assign", "appraise", "check", "approve", "issue"]
    assert {row["result"] for row in form.data["rows"]} == {"Đúng hạn"}
    assert print_form(form.pk, by=by.actor, now=desk.now).pdf.startswith(b"%PDF")


def test_a_step_done_after_its_limit_is_marked(desk: Desk) -> None:
    dossier = desk.receive()
    desk.later(days=3).hand_over(dossier)
    form = control_slip(dossier.pk, by=desk.by(Role.UNIT_LEADER), now=desk.now)
    assert [row["result"] for row in form.data["rows"]] == ["Quá hạn"]


def test_the_register_lists_what_a_unit_received_in_a_period(desk: Desk) -> None:
    first = desk.receive()
    desk.later(days=1)
    desk.receive()
    by = desk.by(Role.RECEPTION_OFFICER)
    form = register(date(2026, 10, 12), date(2026, 10, 12), by=by, now=desk.now)
    assert [row["dossier_code"] for row in form.data["rows"]] == [first.code]
    assert print_form(form.pk, by=by.actor, now=desk.now).pdf.startswith(b"%PDF")
