"""A life played by acts has the causes it was given.

Apart from the tests on the seeded province: two provinces do not fit into one transaction.
"""

import pytest

from motcua.casework.lifecycle import consult, supplement
from motcua.casework.lifecycle.consult import Question
from motcua.oversight.clockwatch.lives import spent_on
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
