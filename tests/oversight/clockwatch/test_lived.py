"""A life played by acts has the causes it was given.

Apart from the tests on the seeded province: two provinces do not fit into one transaction.
"""

import pytest

from motcua.casework.lifecycle import consult, supplement
from motcua.casework.lifecycle.consult import Question
from motcua.casework.lifecycle.stop import withdraw
from motcua.foundation.journal.reactions import deliver_at_once
from motcua.oversight.clockwatch.lives import spent_on
from motcua.oversight.clockwatch.models import Split
from motcua.oversight.clockwatch.rules import Cause
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.oversight.seeded import DEMAND

pytestmark = pytest.mark.django_db
HOUR = 3600


def test_a_life_played_by_acts_has_the_causes_it_was_given(desk: Desk) -> None:
    """Carried for an hour, two hours at the leader's, an agency asked, the citizen asked."""
    dossier = desk.receive()
    desk.later(hours=1).hand_over(dossier)
    desk.later(hours=5, minutes=30).assign(dossier)
    by = desk.by(Role.SPECIALIST)
    desk.later(hours=1)
    question = Question(desk.cast.unit("justice"), "Người này có án tích không?", 480)
    asked = consult.consult(dossier.pk, question, by=by, now=desk.now)
    desk.later(days=1)
    answerer = desk.cast.acting(Role.SPECIALIST, unit="justice", now=desk.now)
    consult.answer_consultation(asked.pk, answer="Không.", agrees=True, by=answerer, now=desk.now)
    supplement.ask_supplement(dossier.pk, DEMAND, by=desk.by(Role.SPECIALIST), now=desk.now)
    desk.later(days=2)
    found = spent_on(dossier.pk, desk.now)
    assert found is not None
    assert sum(found.spent.values()) == (desk.now - dossier.received_at).total_seconds()  # type: ignore[operator]
    working = {cause: found.spent[cause] / HOUR for cause in Cause if cause is not Cause.REST}
    assert working == {
        Cause.QUEUEING: 1 + 3.5,
        Cause.WORKING: 1,
        Cause.OTHER_AGENCY: 8,
        Cause.CITIZEN: 16,
        Cause.FINANCIAL_DUTY: 0,
        Cause.OTHER_PAUSE: 0,
        Cause.SYNC: 0,
    }


def test_who_takes_back_what_is_overdue_was_not_served_late(desk: Desk) -> None:
    """Forms 06 and 07 and the board's pages speak of the same late dossiers."""
    dossiers = [desk.in_appraisal() for _ in range(2)]
    desk.later(days=30)
    by = desk.by(Role.RECEPTION_OFFICER)
    withdraw(dossiers[0].pk, reason="Chờ quá lâu", by=by, now=desk.now)
    for step in (desk.submit, desk.check, desk.approve, desk.issue):
        desk.later(minutes=10)
        step(dossiers[1])
    deliver_at_once()
    assert Split.objects.count() == 2
    assert Split.objects.get(is_late=True).dossier_id == dossiers[1].pk
