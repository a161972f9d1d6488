"""Officers with the posts they hold, as an administration keeps and reviews them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.kit.text import fold, words
from motcua.registers.organisation.models import Post
from motcua.registers.organisation.rules import Acting, Role
from motcua.registers.people.models import Officer

IDLE = timedelta(days=45)


@dataclass(frozen=True)
class HeldPost:
    """A post as it stands at an instant; `is_open` while its rights hold."""

    id: int
    officer_id: int
    unit_id: int
    unit_name: str
    title: str
    roles: frozenset[Role]
    valid_from: datetime
    is_open: bool


@dataclass(frozen=True)
class StaffRow:
    """An officer as the administration's list shows one."""

    officer_id: int
    username: str
    full_name: str
    sort_key: str
    phone: str
    email: str
    last_login: datetime | None
    created_at: datetime
    is_active: bool
    has_second_factor: bool
    posts: tuple[HeldPost, ...]

    def is_idle(self, now: datetime) -> bool:
        """Tell whether nobody has logged in here for 45 days.

        Basis: Circular 01/2018/TT-VPCP, review of accounts (mem-lo)
        """
        return self.is_active and now - (self.last_login or self.created_at) > IDLE


def staff(
    by: Acting, now: datetime, *, text: str = "", is_idle: bool = False, after: str = "",
    limit: int = 50,
) -> tuple[StaffRow, ...]:  # fmt: skip
    """Return the officers whose posts `by` keeps, by given name, after a sort key; 2 statements."""
    found = kept_by(by)
    for word in words(fold(text)):
        found = found.filter(Q(search_key__contains=word) | Q(username__contains=word))
    if is_idle:
        long_ago = now - IDLE
        never = Q(last_login=None, created_at__lt=long_ago)
        found = found.filter(never | Q(last_login__lt=long_ago), is_active=True)
    if after:
        found = found.filter(sort_key__gt=after)
    return _rows(found.order_by("sort_key", "pk")[:limit], now)


def member(officer_id: int, by: Acting, now: datetime) -> StaffRow | None:
    """Return one officer with all posts ever held; None when out of reach. Two statements."""
    return next(iter(_rows(kept_by(by).filter(pk=officer_id), now)), None)


def kept_by(by: Acting) -> QuerySet[Officer]:
    """Select the officers `by` administers: those with a post below, or all of the province."""
    officers = Officer.objects.all()
    if by.may(Role.SYSTEM_ADMIN):
        return officers
    return officers.filter(
        Exists(Post.objects.filter(officer=OuterRef("pk"), unit__in=by.unit_ids))
    )


def _rows(officers: QuerySet[Officer], now: datetime) -> tuple[StaffRow, ...]:
    columns = (
        "pk", "username", "full_name", "sort_key", "phone", "email", "last_login", "created_at",
        "is_active", "totp_confirmed_at",
    )  # fmt: skip
    people: list[tuple[Any, ...]] = list(officers.values_list(*columns))
    posts = _posts([row[0] for row in people], now)
    return tuple(StaffRow(*(*row[:9], row[9] is not None, posts.get(row[0], ()))) for row in people)


def _posts(officer_ids: Iterable[int], now: datetime) -> dict[int, tuple[HeldPost, ...]]:
    held: dict[int, tuple[HeldPost, ...]] = {}
    rows = Post.objects.filter(officer__in=list(officer_ids)).order_by("-valid_from", "-pk")
    for row in rows.values_list(
        "pk", "officer_id", "unit_id", "unit__name", "title", "roles", "valid_from", "valid_to"
    ):
        is_open = row[7] is None or row[7] > now
        post = HeldPost(*row[:5], frozenset(map(Role, row[5])), row[6], is_open)
        held[post.officer_id] = (*held.get(post.officer_id, ()), post)
    return held
