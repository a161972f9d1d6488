"""What a URL promises about its visitors; a house test refuses a view without one."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, QueryDict

from motcua.doors.entrance.errors import Message
from motcua.registers.organisation.rules import Acting, Role
from motcua.registers.people.models import Officer
from motcua.ui.values import Link


class Audience(StrEnum):
    """Who may come in."""

    PUBLIC = "public"
    ACCOUNT = "account"
    OFFICER = "officer"


@dataclass(frozen=True)
class Rate:
    """At most `times` requests in `seconds` from one address."""

    times: int
    seconds: int


@dataclass(frozen=True)
class Policy:
    """The audience of a page; `roles` empty means every officer in a post."""

    audience: Audience
    roles: frozenset[Role] = frozenset()
    rate: Rate | None = None
    needs_key: bool = True


class PublicRequest(HttpRequest):
    """A visitor's request. `key` is set on unsafe methods; `typed` holds a form to show again."""

    key: UUID
    typed: QueryDict
    message: Message | None


class AccountRequest(PublicRequest):
    """A logged-in officer's request, in whatever post or none."""

    user: Officer
    acting: Acting | None


class OfficerRequest(AccountRequest):
    """A request of an officer who acts in a post."""

    acting: Acting
    doors: tuple[Link, ...]


View = Callable[..., HttpResponseBase]
