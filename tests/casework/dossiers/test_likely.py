"""Four of five like dossiers ended in the span that is told; too few tell nothing."""

from datetime import datetime, timedelta
from random import Random

import pytest
from django.test import Client

from motcua.casework.dossiers import likely
from motcua.casework.dossiers.likely import LEAST, Like, like, likely_end, middle
from motcua.casework.dossiers.models import Dossier
from motcua.kit import clock
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.organisation.rules import Role
from tests.cases import quick_first
from tests.casework.desk import Desk


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three like dossiers are enough, and nobody remembers those of another test."""
    monkeypatch.setattr(likely, "LEAST", 3)
    monkeypatch.setattr(likely, "_known", {})


@pytest.mark.parametrize("count", [LEAST, 100, 399])
def test_four_of_five_lie_in_the_middle(count: int) -> None:
    ascending = sorted(Random(count).sample(range(100_000), count))
    found = middle(ascending)
    assert found is not None
    inside = sum(found[0] <= one <= found[1] for one in ascending)
    assert 0.8 <= inside / count <= 0.8 + 2 / count


def test_too_few_tell_nothing() -> None:
    assert middle(range(LEAST - 1)) is None


@pytest.mark.django_db
def test_only_those_that_took_longer_are_compared(desk: Desk, few: None) -> None:
    began = _instant(desk.receive().received_at)
    known = Like(calendar_of(None), (60, 600, 900, 1200))
    at_once, later = known.end_of(began, began), known.end_of(began, began + timedelta(days=1))

    assert at_once is not None
    assert later is not None
    assert (at_once.of, later.of) == (4, 3)
    assert at_once.first < later.first <= later.last == at_once.last
    assert known.end_of(began, began + timedelta(days=9)) is None


@pytest.mark.django_db
def test_beyond_the_known_calendar_nothing_is_forecast(desk: Desk, few: None) -> None:
    began = _instant(desk.receive().received_at)
    assert Like(calendar_of(None), (10_000_000,) * 4).end_of(began, began) is None
    assert Like(calendar_of(None), (60,) * 4).end_of(began, began + timedelta(days=9_000)) is None
    known = [(began, began + timedelta(days=1)), (began - timedelta(days=30_000), began)]
    assert len(list(likely._taken(calendar_of(None), known))) == 1


@pytest.mark.django_db
def test_like_dossiers_are_those_of_the_version_and_of_the_past(desk: Desk, few: None) -> None:
    running = _after_three(desk)
    version, unit = running.version_id, running.competent_unit_id

    assert len(like(version, unit, desk.now).minutes) == 3
    assert like(version + 1, unit, desk.now).minutes == []
    assert like(version, unit, desk.now - timedelta(days=30)).minutes == []
    found = likely_end(version, unit, _instant(running.received_at), desk.now)
    assert found is not None
    assert desk.now <= found.first <= found.last


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    quick_first(
        [("vi", "không phải lời hẹn"), ("en", "not a promise"), ("fr", "pas une promesse")]
    ),
)
def test_citizen_and_officer_are_told_and_the_promise_stays(
    desk: Desk, few: None, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    monkeypatch.setattr(clock, "now", lambda: desk.now)
    running = _after_three(desk)
    client = Client(headers={"accept-language": language})
    page = client.get("/track/", {"code": running.code, "key": running.look_up_key})
    seen = desk.cast.client(Role.RECEPTION_OFFICER).get(f"/desk/dossiers/{running.pk}/")

    assert words in page.content.decode()
    assert "không phải lời hẹn" in seen.content.decode()
    assert Dossier.objects.get(pk=running.pk).due_at == running.due_at


def _after_three(desk: Desk) -> Dossier:
    """Return a dossier received in the morning after three days with one settled on each."""
    morning = desk.now
    for day in range(3):
        desk.now = morning + timedelta(days=day)
        desk.finished()
    desk.now = morning + timedelta(days=3)
    return desk.receive()


def _instant(at: datetime | None) -> datetime:
    assert at is not None
    return at
