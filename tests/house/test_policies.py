"""Every address of the house declares who may come in, and keeps everybody else out."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path

from motcua.doors.entrance.policy import Audience, Policy
from motcua.registers.organisation.rules import Role
from tests.cast import HOME, Cast


@dataclass(frozen=True)
class Address:
    """One address of the resolver with made-up arguments in it."""

    route: str
    policy: Policy | None

    @property
    def url(self) -> str:
        """An address that matches the route; what it names does not exist."""
        return "/" + "".join(map(_filled, self.route.replace(">", "<").split("<")))


def _filled(piece: str) -> str:
    kind, colon, _name = piece.partition(":")
    made_up = {
        "int": "987654321",
        "uuid": "00000000-0000-4000-8000-000000000000",
        "slug": "khong-co",
        "str": "khong-co",
        "path": "khong/co",
    }
    return made_up.get(kind, "khong-co") if colon else piece


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[Address]:
    """Walk the resolver."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        elif isinstance(entry, URLPattern):
            yield Address(route, getattr(entry.callback, "policy", None))


def test_every_address_declares_who_may_come_in() -> None:
    undeclared = [each.route for each in addresses() if each.policy is None]
    assert undeclared == []


def _bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("bare/<int:number>/", _bare)]


@pytest.mark.urls(__name__)
def test_an_address_without_a_policy_is_found_out() -> None:
    assert [(each.policy, each.url) for each in addresses()] == [(None, "/bare/987654321/")]


@pytest.mark.django_db
def test_no_address_of_officers_lets_a_visitor_in() -> None:
    visitor = Client()
    for each in addresses():
        if each.policy and each.policy.audience != Audience.PUBLIC:
            answer = visitor.get(each.url)
            assert answer.status_code in (302, 405), each.route
            assert answer.status_code == 405 or answer["Location"].startswith("/login/")


@pytest.mark.parametrize("role", list(Role))
def test_a_role_finds_only_the_addresses_declared_for_it(cast: Cast, role: Role) -> None:
    """One row of the matrix; an address that names nothing real answers 404 to all."""
    client = cast.client(role, unit=HOME[role])
    for each in addresses():
        if each.policy is None or each.policy.audience != Audience.OFFICER:
            continue
        if each.policy.roles and role not in each.policy.roles:
            assert client.get(each.url).status_code in (404, 405), each.route
