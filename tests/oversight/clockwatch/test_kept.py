"""The split of an ended dossier is kept once, and is what its life says."""

import pytest
from django.db.models import QuerySet

from motcua.casework.dossiers.models import Dossier
from motcua.foundation.journal.reactions import deliver_at_once
from motcua.oversight.clockwatch.actions import keep_splits, wrong_splits
from motcua.oversight.clockwatch.models import Split
from tests.casework.desk import Desk
from tests.oversight.seeded import province

__all__ = ["province"]
pytestmark = pytest.mark.django_db
HOUR = 3600


def ends_of(dossiers: QuerySet[Dossier]) -> tuple[int, int]:
    ids = dossiers.values_list("pk", flat=True)
    return min(ids), max(ids)


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
    assert set(Split.objects.filter(is_late=True).values_list("pk", flat=True)) == late != set()
