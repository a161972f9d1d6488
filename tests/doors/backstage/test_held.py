"""A6: an entry that a reader could not digest is tried again or skipped, by one role, on record."""

import pytest

from motcua.foundation.journal import queries
from motcua.foundation.journal.actions import holding
from motcua.foundation.journal.models import Entry, Held, Reader
from motcua.registers.organisation.rules import Role
from tests.cast import FOUNDED_AT, Cast
from tests.doors.backstage.asking import post, text_of

HELD = "/backstage/journal/held/"


@pytest.fixture
def parked(cast: Cast) -> Held:
    """One entry that the reader of notices could not digest."""
    cast.officer(Role.SYSTEM_ADMIN)
    reader = Reader.objects.get_or_create(name="test.notices")[0]
    entry = queries.rows(Entry.objects.order_by("id")[:1])[0]
    return holding.hold(reader, entry, now=FOUNDED_AT, error="KeyError: 'due'")


def test_the_list_names_reader_and_error_and_leads_to_the_entry(cast: Cast, parked: Held) -> None:
    client = cast.client(Role.SYSTEM_ADMIN)
    page = text_of(client.get(HELD))
    assert "test.notices" in page
    assert "KeyError: &#x27;due&#x27;" in page
    assert f'href="{HELD}{parked.pk}/"' in page
    assert "Bỏ qua mục này" in text_of(client.get(f"{HELD}{parked.pk}/"))


def test_an_inspector_looks_at_the_journal_but_decides_nothing(cast: Cast, parked: Held) -> None:
    client = cast.client(Role.INSPECTOR)
    assert client.get(HELD).status_code == 404
    assert post(client, f"{HELD}{parked.pk}/", reason="Không").status_code == 404
    assert Held.objects.filter(pk=parked.pk).exists()


def test_a_skip_asks_for_its_reason_and_is_recorded(cast: Cast, parked: Held) -> None:
    client, address = cast.client(Role.SYSTEM_ADMIN), f"{HELD}{parked.pk}/"
    assert post(client, address, reason=" ").status_code == 422
    assert post(client, address, reason="Đã xử lý tay, 040192006318").status_code == 302
    assert not Held.objects.filter(pk=parked.pk).exists()
    (told,) = queries.entries_about("entry", str(parked.entry_id))
    assert told.body["reason"] == "Đã xử lý tay, 040••••••318"
    assert post(client, address, reason="Lần nữa").status_code == 302


def test_a_retry_wakes_the_entry(cast: Cast, parked: Held) -> None:
    Held.objects.filter(pk=parked.pk).update(attempts=holding.MAX_ATTEMPTS, next_try_at=None)
    post(cast.client(Role.SYSTEM_ADMIN), f"{HELD}{parked.pk}/retry/")
    parked.refresh_from_db()
    assert parked.attempts == 0
    assert parked.next_try_at is not None
