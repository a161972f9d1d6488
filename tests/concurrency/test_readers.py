"""The journal's readers beside its writers: everybody is told, nobody twice, in order."""

from collections.abc import Callable
from functools import partial

import pytest

from motcua.casework.dossiers.models import Notice
from motcua.casework.lifecycle import receive, stop
from motcua.foundation.journal.reactions import run_until_quiet
from motcua.kit.ids import new_key
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.concurrency.racers import race

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.xdist_group("concurrency"),
]
COUNTERS, READERS = 12, 4


def test_two_workers_and_a_full_hall_tell_each_applicant_once(
    desk: Desk, wait_for_the_horizon: Callable[[], None]
) -> None:
    filing, by = desk.filing(), desk.by(Role.RECEPTION_OFFICER)

    def come_and_go() -> int:
        dossier = receive.receive(filing, by=by, now=desk.now, key=new_key()).dossier
        stop.withdraw(dossier.pk, reason="Đổi ý", by=by, now=desk.now)
        return dossier.pk

    readers = [partial(run_until_quiet, desk.now)] * READERS
    outcome = race([*[come_and_go] * COUNTERS, *readers])
    assert outcome.refusals == []
    wait_for_the_horizon()
    run_until_quiet(desk.now)
    told: dict[int, list[str]] = {}
    for dossier_id, kind in Notice.objects.order_by("id").values_list("dossier_id", "kind"):
        told.setdefault(dossier_id, []).append(kind)
    assert len(told) == COUNTERS
    assert all(kinds == ["dossier.received", "dossier.withdrawn"] for kinds in told.values())
