"""Who acts with which rights, and what units were called on a day."""

from datetime import datetime

from django.db import connection

from motcua.foundation.journal.rules import Actor, ActorKind
from motcua.registers.organisation.rules import SEES_ALL, Acting, Role

# One statement: the post acted in, the roles lent to it, and all units below both.
_ACTING = """
WITH RECURSIVE own AS (
  SELECT p.id, p.unit_id, p.roles, p.title, o.id AS officer_id, o.full_name
  FROM organisation_post p JOIN people_officer o ON o.id = p.officer_id
  WHERE p.officer_id = %(officer_id)s AND o.is_active
    AND p.valid_from <= %(now)s AND (p.valid_to IS NULL OR p.valid_to > %(now)s)
  ORDER BY p.id = %(post_id)s DESC, p.valid_from, p.id
  LIMIT 1
), lent AS (
  SELECT g.unit_id, g.title || ' ' || o.full_name AS label,
    ARRAY(SELECT unnest(d.scope) INTERSECT SELECT unnest(g.roles)) AS roles
  FROM own JOIN organisation_delegation d ON d.to_post_id = own.id
  JOIN organisation_post g ON g.id = d.from_post_id
  JOIN people_officer o ON o.id = g.officer_id AND o.is_active
  WHERE d.valid_from <= %(now)s AND d.valid_to > %(now)s
    AND g.valid_from <= %(now)s AND (g.valid_to IS NULL OR g.valid_to > %(now)s)
), below AS (
  SELECT unit_id AS id FROM own UNION SELECT unit_id FROM lent
  UNION
  SELECT u.id FROM organisation_unit u JOIN below ON u.parent_id = below.id
)
SELECT own.officer_id, own.full_name, own.title, own.id, u.id, u.code, u.name, own.roles,
  ARRAY(SELECT DISTINCT unnest(roles) FROM lent),
  ARRAY(SELECT id FROM below),
  COALESCE((SELECT string_agg(label, '; ' ORDER BY label) FROM lent), '')
FROM own JOIN organisation_unit u ON u.id = own.unit_id
"""


def acting(officer_id: int, now: datetime, post_id: int = 0) -> Acting | None:
    """Return the rights of an officer at `now`, or None when no post is held.

    With several posts, `post_id` chooses; otherwise the oldest counts. One statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ACTING, {"officer_id": officer_id, "now": now, "post_id": post_id})
        row = cursor.fetchone()
    if row is None:
        return None
    officer_id, name, title, post_id, unit_id, code, unit_name, own, lent, below, acts_for = row
    roles = frozenset(map(Role, [*own, *lent]))
    return Acting(
        actor=Actor(ActorKind.OFFICER, str(officer_id), f"{name}, {title}, {unit_name}"),
        officer_id=officer_id,
        post_id=post_id,
        unit_id=unit_id,
        unit_code=code,
        unit_name=unit_name,
        roles=roles,
        unit_ids=frozenset(below),
        sees_all=not roles.isdisjoint(SEES_ALL),
        acts_for=acts_for,
    )
