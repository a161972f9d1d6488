"""Dossiers that end while the rollups are merged are counted once, and none is lost."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import stop
from motcua.oversight.indicators import actions
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.oversight.test_figures import agree


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_ends_at_once_and_a_merge_between_lose_nothing(desk: Desk) -> None:
    dossiers = [desk.in_appraisal() for _ in range(6)]
    by, start = desk.by(Role.RECEPTION_OFFICER), Barrier(7)

    def withdraw(dossier: Dossier) -> None:
        start.wait(20)
        stop.withdraw(dossier.pk, reason="Đổi ý", by=by, now=desk.now)
        connection.close()

    def merge() -> None:
        start.wait(20)
        for _ in range(5):
            actions.merge()
        connection.close()

    threads = [Thread(target=withdraw, args=(dossier,)) for dossier in dossiers]
    threads.append(Thread(target=merge))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert Dossier.objects.filter(state="withdrawn").count() == len(dossiers)
    agree(desk)
    actions.merge()
    agree(desk)
