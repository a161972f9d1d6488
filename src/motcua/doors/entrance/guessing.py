"""Keeps a secret of few characters from being guessed: wrong tries are counted, right ones not.

A whole village behind one address may look up its dossiers; who tries secrets is stopped by
address, by neighbourhood and by the thing tried, whether that thing exists or not.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from motcua.doors.entrance.policy import Rate

_SPENT = """
SELECT EXISTS (
  SELECT FROM unnest(%(keys)s::text[], %(times)s::int[], %(before)s::timestamptz[])
    AS b(key, times, before)
  JOIN entrance_visit v ON v.key = b.key
  WHERE v.since > b.before AND v.times >= b.times)
"""
_COUNT = """
INSERT INTO entrance_visit AS v (key, since, times)
SELECT key, %(now)s, 1 FROM unnest(%(keys)s::text[]) AS k(key) ORDER BY key
ON CONFLICT (key) DO UPDATE SET
  since = CASE WHEN v.since <= (%(window)s::jsonb ->> v.key)::timestamptz
    THEN excluded.since ELSE v.since END,
  times = CASE WHEN v.since <= (%(window)s::jsonb ->> v.key)::timestamptz
    THEN 1 ELSE v.times + 1 END
"""


@dataclass(frozen=True)
class Bucket:
    """So many wrong tries in so many seconds are borne from one source or at one thing."""

    name: str
    rate: Rate

    @property
    def key(self) -> str:
        """A keyed hash: the table names nobody's address and no dossier."""
        return salted_hmac("motcua.guesses", self.name, algorithm="sha256").hexdigest()


def sources_of(request: HttpRequest, address: Rate, neighbourhood: Rate) -> tuple[Bucket, Bucket]:
    """Return the buckets of the visitor's address and of its /24 (IPv6: /48) network."""
    text = request.META.get("REMOTE_ADDR", "") or "0.0.0.0"  # noqa: S104 - a name, not a binding
    width = 24 if ip_address(text).version == 4 else 48
    network = ip_network(f"{text}/{width}", strict=False)
    return Bucket(f"address {text}", address), Bucket(f"network {network}", neighbourhood)


def is_spent(buckets: Sequence[Bucket], now: datetime) -> bool:
    """Tell whether one of the buckets has no try left. One statement."""
    facts: dict[str, Any] = {
        "keys": [bucket.key for bucket in buckets],
        "times": [bucket.rate.times for bucket in buckets],
        "before": [now - timedelta(seconds=bucket.rate.seconds) for bucket in buckets],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SPENT, facts)
        (spent,) = cursor.fetchone()
    return bool(spent)


def count_wrong(buckets: Sequence[Bucket], now: datetime) -> None:
    """Count a wrong try in every bucket. One statement, rows locked in one order."""
    windows = {b.key: (now - timedelta(seconds=b.rate.seconds)).isoformat() for b in buckets}
    facts: dict[str, Any] = {"keys": list(windows), "now": now, "window": json.dumps(windows)}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, facts)
