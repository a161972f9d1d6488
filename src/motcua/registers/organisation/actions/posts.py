"""Appointing officers and moving them; old rights end in the same instant as new ones begin."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from motcua.foundation.journal.actions import record
from motcua.registers.organisation.models import Post
from motcua.registers.organisation.rules import (
    Acting,
    CannotGrant,
    OfficerAppointed,
    PostEnded,
    Role,
    may_grant,
)
from motcua.registers.people.models import Officer


@transaction.atomic
def appoint(
    officer_id: int, unit_id: int, roles: Iterable[Role], *, title: str, by: Acting, now: datetime
) -> int:
    """Give an officer a post in a unit and return its id; CannotGrant when it is not to be given.

    A post already held in the unit ends. Nobody appoints themselves.
    """
    wanted = frozenset(roles)
    if not wanted or officer_id == by.officer_id:
        raise CannotGrant(wanted, "self" if wanted else "empty")
    if not may_grant(by, wanted, unit_id):
        raise CannotGrant(wanted, "reach")
    Officer.objects.select_for_update(no_key=True).get(pk=officer_id)
    _end(Post.objects.filter(officer=officer_id, unit=unit_id), "replaced", by=by, now=now)
    chosen = tuple(sorted(wanted))
    post = Post.objects.create(
        officer_id=officer_id, unit_id=unit_id, title=title, roles=list(chosen), valid_from=now
    )
    event = OfficerAppointed(officer_id, post.pk, unit_id, title, chosen)
    record(event, by=by.actor, at=now, unit_id=by.unit_id or None)
    return post.pk


@transaction.atomic
def move_officer(
    officer_id: int, unit_id: int, roles: Iterable[Role], *, title: str, by: Acting, now: datetime
) -> int:
    """Give an officer a new post and revoke every other one; return the new post's id."""
    post_id = appoint(officer_id, unit_id, roles, title=title, by=by, now=now)
    _end(Post.objects.filter(officer=officer_id).exclude(pk=post_id), "moved", by=by, now=now)
    return post_id


@transaction.atomic
def end_post(post_id: int, reason: str, *, by: Acting, now: datetime) -> None:
    """Revoke a post; CannotGrant when `by` could not have given it."""
    post = Post.objects.get(pk=post_id)
    roles = frozenset(map(Role, post.roles))
    if not may_grant(by, roles, post.unit_id):
        raise CannotGrant(roles, "reach")
    _end(Post.objects.filter(pk=post_id), reason, by=by, now=now)


def _end(posts: QuerySet[Post], reason: str, *, by: Acting, now: datetime) -> None:
    open_posts = list(posts.filter(valid_to=None).select_for_update().values_list("pk", "officer"))
    Post.objects.filter(pk__in=[pk for pk, _ in open_posts]).update(valid_to=now)
    events = [PostEnded(officer_id, pk, reason) for pk, officer_id in open_posts]
    record(*events, by=by.actor, at=now, unit_id=by.unit_id or None)
