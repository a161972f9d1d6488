"""Evidence is put in, watched, and renewed before it ends: whatever fails, and for how long."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import Signing
from motcua.casework.lifecycle import keep_original as keeping
from motcua.casework.lifecycle.keep_original import (
    due_originals,
    keep_original,
    renew_originals,
)
from motcua.casework.lifecycle.seal_result import seal_results
from motcua.casework.signing.examining import verdict
from motcua.casework.signing.models import Report
from motcua.casework.signing.pades.keeping import CannotKeep
from motcua.casework.signing.rules.verdicts import Colour
from motcua.foundation.files.queries import read
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.lifecycle.test_sign_result import result_of, seen, sign, to_decide
from tests.casework.lifecycle.test_sign_result import today as today
from tests.casework.signing.hands import Hands

SOON = timedelta(days=60)


def sealed(desk: Desk, hands: Hands, count: int = 1) -> list[Result]:
    """Results that are signed, numbered and sealed."""
    dossiers = [to_decide(desk) for _ in range(count)]
    sign(desk, hands, *(seen(desk, one) for one in dossiers))
    desk.now = clock.now()
    for one in dossiers:
        desk.issue(one)
    rows = [result_of(one) for one in dossiers]
    by = desk.by(Role.CLERK_SEAL)
    seal_results([row.pk for row in rows], hands.pin, by=by, now=clock.now())
    return [result_of(one) for one in dossiers]


def kept(desk: Desk, hands: Hands) -> Result:
    (row,) = sealed(desk, hands)
    keep_original(row.pk, clock.now())
    row.refresh_from_db()
    assert row.signing == Signing.KEPT
    return row


def ends(row: Result, until: datetime | None) -> None:
    Report.objects.filter(sha256=row.file_id).update(until=until)


def test_evidence_that_ends_soon_is_renewed_and_stays_green(today: Desk, hands: Hands) -> None:
    hands.leader()
    row = kept(today, hands)
    first = str(row.file_id)
    assert renew_originals(clock.now()) == 0
    ends(row, clock.now() + timedelta(days=10))
    assert due_originals(clock.now() + SOON) == (row.pk,)
    assert renew_originals(clock.now()) == 1
    row.refresh_from_db()
    renewed = read(str(row.file_id))
    assert renewed.startswith(read(first))
    assert verdict(renewed, clock.now()).colour is Colour.GREEN
    assert due_originals(clock.now() + SOON) == ()


def test_files_superseded_long_ago_take_nobodys_place(today: Desk, hands: Hands) -> None:
    hands.leader()
    row, now = kept(today, hands), clock.now()
    ends(row, now + timedelta(days=10))
    Report.objects.bulk_create(
        Report(sha256=f"{n:064x}", colour="green", verdict={}, examined_at=now, until=now)
        for n in range(250)
    )
    assert due_originals(now + SOON, limit=200) == (row.pk,)


def test_stopped_between_keeping_and_watching_it_is_still_due(
    today: Desk, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.leader()
    (row,) = sealed(today, hands)

    def dies(*_given: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(keeping, "watch_evidence", dies)
        with pytest.raises(SystemExit):
            keep_original(row.pk, clock.now())
    keep_original(row.pk, clock.now())
    row.refresh_from_db()
    assert row.signing == Signing.KEPT
    assert Report.objects.filter(pk=row.file_id, until__isnull=False).exists()


def test_what_is_kept_and_not_watched_is_due(today: Desk, hands: Hands) -> None:
    hands.leader()
    row = kept(today, hands)
    ends(row, None)
    assert due_originals(clock.now()) == (row.pk,)


def test_one_that_fails_keeps_no_other_from_being_kept(
    today: Desk, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.leader()
    first, second = sealed(today, hands, 2)
    real, bad = keeping.stamped_now, read(str(first.file_id))

    def stamped(pdf: bytes, *given: Any) -> bytes:
        if pdf == bad:
            raise CannotKeep("unreadable")
        return real(pdf, *given)

    with monkeypatch.context() as patched:
        patched.setattr(keeping, "stamped_now", stamped)
        assert renew_originals(clock.now()) == 1
    states = [Result.objects.get(pk=row.pk).signing for row in (first, second)]
    assert states == [Signing.SEALED, Signing.KEPT]
    assert renew_originals(clock.now()) == 1


def test_authorities_that_are_silent_are_left_in_peace_until_the_next_night(
    today: Desk, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.leader()
    sealed(today, hands, 3)
    asked = []

    def silent(*given: Any) -> bytes:
        asked.append(given)
        raise CannotKeep("unreachable")

    monkeypatch.setattr(keeping, "SILENT_IN_A_ROW", 2)
    monkeypatch.setattr(keeping, "stamped_now", silent)
    assert renew_originals(clock.now()) == 0
    assert len(asked) == 2
