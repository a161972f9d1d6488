"""Replaced twice at once: one result is in force, one number is taken, the second is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import ResultState
from motcua.casework.lifecycle.issue_replacement import issue_replacement
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.replace_result import (
    Corrected,
    approve_replacement,
    replace_result,
)
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act: Callable[[int], object], times: int = 3) -> list[str]:
    """Do an act in several threads that start together; return what each was told."""
    ready = Barrier(times)

    def done(nth: int) -> str:
        try:
            ready.wait(timeout=30)
            act(nth)
        except CannotAct as refusal:
            return refusal.reason
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(times) as pool:
        return sorted(pool.map(done, range(times)))


def test_replaced_at_once_there_is_one_in_force(desk: Desk) -> None:
    dossier = desk.finished()
    leader, clerk = desk.by(Role.UNIT_LEADER), desk.by(Role.CLERK_SEAL)
    words = [Corrected("Giấy", f"Bản {nth}", "Sai") for nth in range(3)]
    told = at_once(lambda nth: replace_result(dossier.pk, words[nth], by=leader, now=desk.now))
    assert told == ["done"] * 3
    row = Result.objects.replacing().get(dossier=dossier)
    approve_replacement(row.pk, by=leader, now=desk.now)

    told = at_once(lambda _: issue_replacement(row.pk, why_on_paper="x", by=clerk, now=desk.now))

    assert told == ["done", "nothing_to_replace", "nothing_to_replace"]
    states = sorted(Result.objects.filter(dossier=dossier).values_list("state", flat=True))
    assert states == [ResultState.ISSUED, ResultState.REPLACED]
    numbers = Result.objects.filter(dossier=dossier).values_list("number", flat=True)
    assert len(set(numbers)) == 2
