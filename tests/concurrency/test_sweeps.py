"""Sweeps at the same moment tell of each promise one time."""

from datetime import timedelta
from functools import partial

import pytest

from motcua.foundation.journal.models import Entry
from motcua.oversight.clockwatch.models import Alert
from motcua.oversight.clockwatch.sweep import sweep
from tests.casework.desk import Desk
from tests.concurrency.racers import race

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.xdist_group("concurrency"),
]


def test_eight_sweeps_at_once_tell_once(desk: Desk) -> None:
    for _nth in range(3):
        desk.in_appraisal()
    passed = desk.now + timedelta(days=30)
    outcome = race([partial(sweep, passed)] * 8)
    assert len(outcome.results) == 8
    assert sum(sum(result.values()) for result in outcome.results) == 6
    assert Alert.objects.count() == Entry.objects.filter(kind="clock.alerted").count() == 6
