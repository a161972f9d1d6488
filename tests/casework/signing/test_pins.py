"""After too many wrong PINs in a row a key held here rests, however many guess at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from motcua.casework.signing.keys import FileSigner
from motcua.casework.signing.models import Certificate
from motcua.casework.signing.pins import unlock
from motcua.casework.signing.ports import KeyRefuses
from motcua.casework.signing.queries import inventory
from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.rules import SYSTEM
from motcua.kit import clock
from tests.casework.signing.hands import Hands

REST = timedelta(minutes=15)


def told(certificate: Certificate, pin: str, now: datetime) -> str:
    try:
        opened = unlock(certificate, pin, by=SYSTEM, now=now)
    except KeyRefuses as refusal:
        return refusal.reason
    assert isinstance(opened, FileSigner)
    return "opened"


@pytest.mark.django_db
def test_after_five_wrong_pins_the_key_rests_and_comes_back(hands: Hands) -> None:
    row, now = hands.leader(), clock.now()
    assert [told(row, "1", now) for _ in range(5)] == ["wrong_pin"] * 4 + ["rests"]
    assert told(row, hands.pin, now + REST - timedelta(seconds=1)) == "rests"
    assert told(row, hands.pin, now + REST) == "opened"
    assert Entry.objects.get(kind="certificate.key_rested").body["tries"] == 5


@pytest.mark.django_db
def test_the_right_pin_begins_the_count_anew(hands: Hands) -> None:
    row, now = hands.leader(), clock.now()
    for _ in range(2):
        assert [told(row, "1", now) for _ in range(4)] == ["wrong_pin"] * 4
        assert told(row, hands.pin, now) == "opened"


@pytest.mark.django_db
def test_after_the_rest_all_tries_are_given_again(hands: Hands) -> None:
    row, now = hands.leader(), clock.now()
    for start in (now, now + REST):
        assert [told(row, "1", start) for _ in range(5)] == ["wrong_pin"] * 4 + ["rests"]


@pytest.mark.django_db
def test_tries_and_rest_are_settings_and_the_inventory_shows_it(
    hands: Hands, settings: Any
) -> None:
    settings.MOTCUA_PIN_TRIES, settings.MOTCUA_PIN_REST = 2, timedelta(minutes=3)
    row, now = hands.leader(), clock.now()
    assert [told(row, "1", now) for _ in range(2)] == ["wrong_pin", "rests"]
    shown = {one.serial: one.rests_until for one in inventory(now)}
    assert shown[row.serial] == now + timedelta(minutes=3)
    later = {one.serial: one.rests_until for one in inventory(now + timedelta(minutes=3))}
    assert later[row.serial] is None


@pytest.mark.django_db
def test_a_key_that_is_not_there_counts_nothing(hands: Hands, settings: Any, tmp_path: Any) -> None:
    row, now = hands.leader(), clock.now()
    settings.MOTCUA_SIGNING_KEYS = tmp_path
    assert [told(row, "1", now) for _ in range(6)] == ["absent"] * 6


@pytest.mark.django_db(transaction=True)
def test_many_who_guess_at_once_have_no_more_tries(hands: Hands) -> None:
    row, now, ready = hands.leader(), clock.now(), Barrier(8)

    def guess(nth: int) -> str:
        try:
            ready.wait(timeout=30)
            return told(row, str(nth), now)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        found = sorted(pool.map(guess, range(8)))
    assert found == ["rests"] * 4 + ["wrong_pin"] * 4
    assert Entry.objects.filter(kind="certificate.key_rested").count() == 1
