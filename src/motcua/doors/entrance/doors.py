"""The doors of the house that an officer may open, so that one leads to the others."""

from functools import lru_cache

from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.registers.organisation.rules import Acting, Role
from motcua.ui.values import Link

_DESK = ("desk:reception", "desk:worklist", "desk:returns")
_DOORS = (
    (_("Bàn làm việc"), "desk:home", _DESK),
    (_("Số liệu"), "board:overview", ("board:overview",)),
    (_("Quản trị"), "backstage:home", ("backstage:home",)),
)


def open_to(by: Acting) -> tuple[Link, ...]:
    """Return the doors behind which this officer has something to do, his own work first."""
    return _open_to(by.roles, get_language())


def may_open(by: Acting, name: str) -> bool:
    """Tell whether a page lets the officer in; the page itself declares it."""
    return _lets_in(name, by.roles)


@lru_cache(maxsize=1024)
def _open_to(roles: frozenset[Role], _language: str | None) -> tuple[Link, ...]:
    return tuple(
        Link(str(label), reverse(name))
        for label, name, pages in _DOORS
        if any(_lets_in(page, roles) for page in pages)
    )


def _lets_in(name: str, roles: frozenset[Role]) -> bool:
    try:
        policy = resolve(reverse(name)).func.policy  # type: ignore[attr-defined]
    except NoReverseMatch:
        return False
    return not policy.roles or not policy.roles.isdisjoint(roles)
