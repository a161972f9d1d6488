"""Service tasks: a diagram may only call a name registered here, never code of its own."""

from collections.abc import Callable
from datetime import datetime

from motcua.casework.dossiers.models import Dossier

Service = Callable[[Dossier, datetime], str]
_SERVICES: dict[str, Service] = {}


class UnknownService(LookupError):
    """A diagram names a service that this house does not have; publication refuses it before."""


def service(name: str) -> Callable[[Service], Service]:
    """Register a service: it acts on a locked dossier inside the act and returns its outcome."""

    def register(act: Service) -> Service:
        _SERVICES[name] = act
        return act

    return register


def names() -> frozenset[str]:
    """Return the names that a diagram may call."""
    return frozenset(_SERVICES)


def run(name: str, dossier: Dossier, at: datetime) -> str:
    """Run a registered service. Raises `UnknownService`."""
    if name not in _SERVICES:
        raise UnknownService(name)
    return _SERVICES[name](dossier, at)
