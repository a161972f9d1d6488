"""The demo province stands by public acts, stands once, and only where it may."""

from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import OPEN, State
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import TaskState
from motcua.demo import past, province
from motcua.demo.applicants import applicant
from motcua.demo.officers import DEMO_PASSWORD, officers
from motcua.kit.identity import parse_personal_number
from motcua.project.refusal import Refused
from motcua.registers.organisation.queries import acting
from motcua.registers.organisation.rules import Role
from motcua.registers.people.actions import check_password
from motcua.registers.people.models import Officer

NOW = datetime(2026, 11, 20, 3, 30, tzinfo=UTC)


@pytest.fixture
def demo(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small past, and passwords that are cheap to check."""
    settings.MOTCUA_DEMO = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    province._encoded_password.cache_clear()
    monkeypatch.setattr(past, "DOSSIERS", 24)
    province.load(NOW)


def test_every_role_of_the_list_has_an_officer() -> None:
    assert {role for one in officers() for role in one.roles} == set(Role)


def test_no_account_is_named_twice() -> None:
    names = [one.username for one in officers()]
    assert len(names) == len(set(names))


def test_an_invented_person_does_not_contradict_his_number() -> None:
    chance = Random(7)
    for _ in range(300):
        one = applicant(chance)
        number = parse_personal_number(one.identity_number)
        assert number is not None
        assert number.sex == one.sex
        assert one.birth_on is not None
        assert number.birth_year == one.birth_on.year


@pytest.mark.slow
def test_the_province_is_founded_once(demo: None) -> None:
    before = (Officer.objects.count(), Dossier.objects.count(), Task.objects.count())
    province.load(NOW)
    assert (Officer.objects.count(), Dossier.objects.count(), Task.objects.count()) == before


@pytest.mark.slow
def test_every_open_task_has_somebody_who_may_do_it(demo: None) -> None:
    posts = [acting(pk, NOW) for pk in Officer.objects.values_list("pk", flat=True)]
    for task in Task.objects.filter(state=TaskState.OPEN):
        assert any(
            by and Role(task.role) in by.roles and task.unit_id in by.unit_ids for by in posts
        ), task.name


@pytest.mark.slow
def test_the_past_lies_in_the_past_and_left_work_to_do(demo: None) -> None:
    states = {State(state) for state in Dossier.objects.values_list("state", flat=True)}
    assert State.RETURNED in states
    assert states & OPEN
    assert not Dossier.objects.filter(received_at__gt=NOW).exists()
    assert not Dossier.objects.filter(returned_at__gt=NOW).exists()


@pytest.mark.slow
def test_the_known_password_opens_nothing_outside_the_demonstration(
    demo: None, settings: Any
) -> None:
    assert check_password("quantri", DEMO_PASSWORD, now=NOW) is not None
    settings.MOTCUA_DEMO = False
    assert check_password("quantri", DEMO_PASSWORD, now=NOW) is None


def test_no_demo_without_the_setting(db: None, settings: Any) -> None:
    settings.MOTCUA_DEMO = False
    with pytest.raises(Refused, match="MOTCUA_DEMO"):
        province.load(NOW)
