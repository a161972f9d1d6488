"""The split of an ended dossier is kept once, and is what its life says."""

import pytest
from django.db.models import QuerySet

from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import consult, supplement
from motcua.casework.lifecycle.consult import Question
from motcua.foundation.journal.reactions import deliver_at_once
from motcua.oversight.clockwatch.actions import keep_splits, wrong_splits
from motcua.oversight.clockwatch.lives import spent_on
from motcua.oversight.clockwatch.models import Split
from motcua.oversight.clockwatch.rules import Cause
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.oversight.seeded import DEMAND, province

__all__ = ["province"]
pytestmark = pytest.mark.django_db
HOUR = 3600


def ends_of(dossiers: QuerySet[Dossier]) -> tuple[int, int]:
    ids = dossiers.values_list("pk", flat=True)
    return min(ids), max(ids)


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


def test_every_ended_dossier_has_its_split_and_the_proof_finds_a_wrong_one(province: Desk) -> None:
    now = province.now
    ended = Dossier.objects.filter(finished_at__isnull=False, received_at__isnull=False)
    deliver_at_once()
    assert Split.objects.count() == ended.count() > 5
    assert wrong_splits(*ends_of(ended), now) == []
    kept = list(Split.objects.order_by("pk").values())
    keep_splits(*ends_of(ended), now)
    assert list(Split.objects.order_by("pk").values()) == kept
    one = Split.objects.filter(working__gt=60).order_by("pk")[0]
    Split.objects.filter(pk=one.pk).update(working=one.working - 60, rest=one.rest + 60)
    assert wrong_splits(*ends_of(ended), now) == [one.pk]
    keep_splits(*ends_of(ended), now)
    assert wrong_splits(*ends_of(ended), now) == []


def test_late_is_what_the_board_counts_as_late(province: Desk) -> None:
    keep_splits(*ends_of(Dossier.objects.all()), province.now)
    late = {
        d.pk
        for d in Dossier.objects.filter(state="finished")
        if d.finished_at and d.original_due_at and d.finished_at.date() > d.original_due_at.date()
    }
    settled = Split.objects.filter(dossier__state="finished")
    assert set(settled.filter(is_late=True).values_list("pk", flat=True)) == late != set()
