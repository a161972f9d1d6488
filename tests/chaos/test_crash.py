"""P1 at the size of every change: 1,000 receptions and 6 kills of web, worker and database."""

import pytest

from tests.chaos.crash import VICTIMS, assault

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("chaos")]


def test_nothing_acknowledged_is_lost_or_doubled() -> None:
    report = assault(receptions=1000, kills=6)
    assert report.kills == list(VICTIMS)
    assert report.retries > 0
    assert report.verdict.held, report
