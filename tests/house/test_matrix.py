"""The permission matrix: address of a thing × role × {own unit, other unit, visitor}."""

import re

import pytest
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import path

from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.doors.entrance.policy import Audience
from motcua.project import urls as project
from motcua.registers.organisation.rules import Role
from tests.cast import Cast
from tests.house.matrix import ANYWHERE, ELSEWHERE, Maker, rows, thing
from tests.house.test_policies import Address, addresses

PROBE = "probe/<int:unit_id>/"


@officer_page(Role.UNIT_LEADER, Role.INSPECTOR)
def _probe(request: OfficerRequest, unit_id: int) -> HttpResponse:
    """Show a thing of a unit as every page does: to those who reach it."""
    if not request.acting.reaches(unit_id):
        raise Http404
    return HttpResponse("seen")


@thing(PROBE)
def _of_finance(cast: Cast) -> dict[str, object]:
    return {"unit_id": cast.unit("finance")}


urlpatterns = [*project.urlpatterns, path(PROBE, _probe)]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def of_things() -> list[Address]:
    """Return the addresses of officers that name a thing."""
    return [
        each
        for each in addresses()
        if "<" in each.route and each.policy and each.policy.audience == Audience.OFFICER
    ]


def known_things() -> list[tuple[Address, Maker]]:
    """Return those that have their row; the first test names the others."""
    return [(each, rows()[each.route]) for each in of_things() if each.route in rows()]


def url_of(route: str, values: dict[str, object]) -> str:
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), route)


def test_every_address_of_a_thing_stands_in_the_matrix() -> None:
    missing = [each.route for each in of_things() if each.route not in rows()]
    assert missing == [], "add a row with tests.house.matrix.thing"


def test_no_row_is_left_of_an_address_that_is_gone() -> None:
    assert set(rows()) <= {each.route for each in of_things()}


@pytest.mark.slow
@pytest.mark.parametrize("role", list(Role))
def test_the_own_unit_sees_it_and_no_other_unit_does(cast: Cast, role: Role) -> None:
    own, other = cast.client(role), cast.client(role, unit=ELSEWHERE[role])
    for each, make in known_things():
        url = url_of(each.route, dict(make(cast)))
        is_named = each.policy is not None and (not each.policy.roles or role in each.policy.roles)
        comes_in = is_named and role in ANYWHERE[each.route]
        expected = (200, 302) if comes_in else (404,)
        assert other.get(url).status_code in (*expected, 405), each.route
        if not is_named:
            assert own.get(url).status_code in (404, 405), each.route


def test_every_thing_is_seen_by_somebody(cast: Cast) -> None:
    """Else a row that names nothing real would prove that nobody comes in."""
    unseen = []
    for each, make in known_things():
        url = url_of(each.route, dict(make(cast)))
        declared = each.policy.roles if each.policy else frozenset()
        answers = (cast.client(role).get(url).status_code for role in declared or Role)
        if not any(status in (200, 302, 405) for status in answers):
            unseen.append(each.route)
    assert unseen == []


def test_a_declared_role_of_the_own_unit_sees_the_probe(cast: Cast) -> None:
    url = url_of(PROBE, {"unit_id": cast.unit("finance")})
    assert cast.client(Role.UNIT_LEADER).get(url).content == b"seen"


def test_a_visitor_is_sent_to_log_in(cast: Cast) -> None:
    for each, make in known_things():
        answer = Client().get(url_of(each.route, dict(make(cast))))
        assert answer.status_code == 405 or answer["Location"].startswith("/login/"), each.route
