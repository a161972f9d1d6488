"""Who acts with which rights, and what units were called on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.expressions import RawSQL

from motcua.foundation.journal.rules import Actor, ActorKind
from motcua.registers.organisation.models import Delegation, Post, Unit, UnitSuccession
from motcua.registers.organisation.rules import (
    SEES_ALL,
    Acting,
    Grant,
    Level,
    PostRow,
    Role,
    UnitRow,
)
from motcua.registers.people.models import Officer

# One statement: the post acted in, the roles lent to it, and all units below both.
_ACTING = """
WITH RECURSIVE moment AS (SELECT {now}::timestamptz AS at), own AS (
  SELECT p.id, p.unit_id, p.roles, p.title, o.id AS officer_id, o.full_name
  FROM moment, organisation_post p JOIN people_officer o ON o.id = p.officer_id
  WHERE p.officer_id = {officer} AND o.is_active
    AND p.valid_from <= moment.at AND (p.valid_to IS NULL OR p.valid_to > moment.at)
  ORDER BY p.id = {post} DESC, p.valid_from, p.id
  LIMIT 1
), lent AS (
  SELECT g.unit_id, g.title || ' ' || o.full_name AS label,
    ARRAY(SELECT unnest(d.scope) INTERSECT SELECT unnest(g.roles)) AS roles
  FROM moment, own JOIN organisation_delegation d ON d.to_post_id = own.id
  JOIN organisation_post g ON g.id = d.from_post_id
  JOIN people_officer o ON o.id = g.officer_id AND o.is_active
  WHERE d.valid_from <= moment.at AND d.valid_to > moment.at
    AND g.valid_from <= moment.at AND (g.valid_to IS NULL OR g.valid_to > moment.at)
), below AS (
  SELECT unit_id AS root, unit_id AS id FROM own UNION SELECT unit_id, unit_id FROM lent
  UNION
  SELECT below.root, u.id FROM organisation_unit u JOIN below ON u.parent_id = below.id
)
SELECT json_build_array(own.officer_id, own.full_name, own.title, own.id, u.id, u.code, u.name,
  own.roles, ARRAY(SELECT id FROM below WHERE root = own.unit_id),
  COALESCE((SELECT json_agg(json_build_array(lent.roles,
    ARRAY(SELECT id FROM below WHERE root = lent.unit_id))) FROM lent), '[]'),
  COALESCE((SELECT string_agg(label, '; ' ORDER BY label) FROM lent), ''))
FROM own JOIN organisation_unit u ON u.id = own.unit_id
"""

_BELOW = """
WITH RECURSIVE below AS (
  SELECT %s::bigint AS id
  UNION
  SELECT u.id FROM organisation_unit u JOIN below ON u.parent_id = below.id
)
SELECT id FROM below
"""


def acting(officer_id: int, now: datetime, post_id: int = 0) -> Acting | None:
    """Return the rights of an officer at `now`, or None when no post is held.

    With several posts, `post_id` chooses; otherwise the oldest counts. One statement.
    """
    text = acting_text("%(officer_id)s", "%(post_id)s", "%(now)s")
    with connection.cursor() as cursor:
        cursor.execute(text, {"officer_id": officer_id, "now": now, "post_id": post_id})
        row = cursor.fetchone()
    return acting_of(row and row[0])


def acting_text(officer: str, post: str, now: str) -> str:
    """Return the statement of it for places or columns, to stand in a larger one as well."""
    return _ACTING.format(officer=officer, post=post, now=now)


def acting_of(row: Any) -> Acting | None:
    """Return what that statement selects as rights; None when it found no post."""
    if row is None:
        return None
    officer_id, name, title, post_id, unit_id, code, unit_name, own, below, lent, acts_for = row
    grants = tuple(
        Grant(frozenset(map(Role, roles)), frozenset(units))
        for roles, units in [(own, below), *lent]
    )
    roles = frozenset[Role]().union(*(grant.roles for grant in grants))
    return Acting(
        actor=Actor(ActorKind.OFFICER, str(officer_id), f"{name}, {title}"),
        officer_id=officer_id,
        post_id=post_id,
        unit_id=unit_id,
        unit_code=code,
        unit_name=unit_name,
        roles=roles,
        unit_ids=frozenset[int]().union(*(grant.unit_ids for grant in grants)),
        sees_all=not roles.isdisjoint(SEES_ALL),
        acts_for=acts_for,
        grants=grants,
    )


def unit_as_of(code: str, on: date) -> UnitRow | None:
    """Return the unit that bore `code` on a day, under the name it had then."""
    return next(iter(_unit_rows(Unit.objects.filter(code=code).filter(living(on)))), None)


def units_as_of(on: date, *levels: Level) -> tuple[UnitRow, ...]:
    """Return the units of a day, of all or some levels, in Vietnamese order."""
    units = Unit.objects.filter(living(on))
    return _unit_rows(units.filter(level__in=levels) if levels else units)


def living(on: date) -> Q:
    """Select what is valid on a day."""
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))


@dataclass(frozen=True)
class UnitCard:
    """Everything the register says of one unit."""

    id: int
    code: str
    old_code: str
    name: str
    name_en: str
    short_name: str
    level: Level
    parent_id: int | None
    parent_name: str
    valid_from: date
    valid_to: date | None
    address: str
    phone: str


def unit_card(unit_id: int) -> UnitCard | None:
    """Return one unit, living or past; None when there is none."""
    row = (
        Unit.objects.filter(pk=unit_id)
        .values_list(
            "pk", "code", "old_code", "name", "name_en", "short_name", "level", "parent_id",
            "parent__name", "valid_from", "valid_to", "address", "phone",
        )
        .first()
    )  # fmt: skip
    return UnitCard(*row[:6], Level(row[6]), row[7], row[8] or "", *row[9:]) if row else None


def unit_and_below(unit_id: int) -> frozenset[int]:
    """Return a unit and every unit that was ever below it; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [unit_id])
        return frozenset(row[0] for row in cursor.fetchall())


def levels_of(unit_ids: Iterable[int]) -> dict[int, str]:
    """Return where each unit stands in the State; one statement."""
    return dict(Unit.objects.filter(pk__in=list(unit_ids)).values_list("pk", "level"))


def units_of_levels(*levels: Level) -> frozenset[int]:
    """Return every unit, living or past, that belongs to one of these levels or to a unit of it.

    A division counts where its unit stands. One statement.
    """
    rows = Unit.objects.values_list("pk", "level", "parent__level")
    return frozenset(
        pk for pk, own, above in rows if (above if own == Level.DIVISION else own) in levels
    )


def successors(unit_id: int, on: date) -> tuple[UnitRow, ...]:
    """Return where the work of a unit, or a part of it, is done at a later day.

    The unit itself is among them while it lives. One statement, through any number of reforms.
    """
    return _walk("predecessor_id", "successor_id", unit_id, on)


def predecessors(unit_id: int, on: date) -> tuple[UnitRow, ...]:
    """Return who did the work of a unit at an earlier day, for a trend line."""
    return _walk("successor_id", "predecessor_id", unit_id, on)


def heirs(by_day: date = date.max) -> dict[int, int]:
    """Return for each unit past by a day the one that took over all its work, for a trend line.

    A unit whose work was divided has no single heir, and is not in it. One statement.
    """
    whole = UnitSuccession.objects.filter(scope="", on__lte=by_day).values("predecessor")
    alone = whole.annotate(n=Count("successor", distinct=True)).filter(n=1)
    return dict(alone.values_list("predecessor", Max("successor")))


def posts_in(unit_ids: Iterable[int], now: datetime) -> tuple[PostRow, ...]:
    """Return the posts held now in these units, by unit and by given name of the officer."""
    posts = Post.objects.filter(unit__in=list(unit_ids), officer__is_active=True)
    return _post_rows(posts.order_by("unit__code", "officer__sort_key", "pk"), now)


def posts_of(officer_id: int, now: datetime) -> tuple[PostRow, ...]:
    """Return the posts an officer holds now, the oldest first."""
    posts = Post.objects.filter(officer=officer_id)
    return _post_rows(posts.order_by("valid_from", "pk"), now)


@dataclass(frozen=True)
class DelegationRow:
    """Roles lent and not yet come back."""

    id: int
    to_name: str
    scope: tuple[str, ...]
    valid_from: datetime
    valid_to: datetime
    reason: str


def delegations_of(post_id: int, now: datetime) -> tuple[DelegationRow, ...]:
    """Return what a post has lent and still lends, or will lend."""
    lent = Delegation.objects.filter(from_post=post_id, valid_to__gt=now).order_by("valid_to", "pk")
    rows = lent.values_list(
        "pk", "to_post__officer__full_name", "scope", "valid_from", "valid_to", "reason"
    )
    return tuple(
        DelegationRow(post, name, tuple(scope), start, end, why)
        for post, name, scope, start, end, why in rows
    )


def _post_rows(posts: QuerySet[Post], now: datetime) -> tuple[PostRow, ...]:
    held = posts.filter(Q(valid_to=None) | Q(valid_to__gt=now), valid_from__lte=now)
    rows = held.values_list(
        "pk", "officer_id", "officer__full_name", "unit_id", "unit__name", "title", "roles"
    )
    return tuple(PostRow(*row[:6], roles=frozenset(map(Role, row[6]))) for row in rows)


def _walk(start: str, end: str, unit_id: int, on: date) -> tuple[UnitRow, ...]:
    reached = RawSQL(  # noqa: S611 - column names of our own, the value is a parameter
        f"""WITH RECURSIVE walk(id) AS (
              SELECT %s::bigint
              UNION SELECT s.{end} FROM organisation_unitsuccession s
              JOIN walk ON s.{start} = walk.id
            ) SELECT id FROM walk""",  # noqa: S608 - column names of our own
        [unit_id],
    )
    return _unit_rows(Unit.objects.filter(living(on), pk__in=reached))


def _unit_rows(units: QuerySet[Unit]) -> tuple[UnitRow, ...]:
    rows = units.order_by("sort_key", "pk").values_list(
        "pk", "code", "name", "short_name", "level", "parent_id", "valid_from", "valid_to"
    )
    return tuple(UnitRow(*row[:4], Level(row[4]), *row[5:]) for row in rows)


def holder_named(text: str) -> tuple[int | None, int | None]:
    """Return the officer of an account's name, or else the unit of a code: their ids."""
    officer = Officer.objects.filter(username=text, is_active=True).values_list("pk", flat=True)
    if (found := officer.first()) is not None:
        return found, None
    unit = Unit.objects.filter(code=text, valid_to=None).values_list("pk", flat=True).first()
    return None, unit
