"""The timetable names jobs that exist, at times the queue understands."""

import pytest
from croniter import croniter
from procrastinate.contrib.django import app

from motcua.foundation.jobs.rules import Slot
from motcua.project.schedule import BEATS, TIMETABLE


@pytest.mark.parametrize("slot", TIMETABLE, ids=lambda slot: slot.job)
def test_each_slot_names_a_job_that_exists(slot: Slot) -> None:
    assert slot.job in app.tasks


@pytest.mark.parametrize("slot", TIMETABLE, ids=lambda slot: slot.job)
def test_each_slot_has_a_time_the_queue_understands(slot: Slot) -> None:
    assert croniter.is_valid(slot.cron)


def test_every_periodic_job_of_the_journal_is_in_the_timetable() -> None:
    planned = {slot.job for slot in TIMETABLE}
    assert {name for name in app.tasks if name.startswith("journal.")} <= planned


def test_the_readers_look_every_second() -> None:
    assert {beat.name: beat.seconds for beat in BEATS} == {"readers": 1.0}
