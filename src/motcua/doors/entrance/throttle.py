"""Counts visits per address in the database, so that every worker knows the same number."""

from datetime import datetime, timedelta

from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from motcua.doors.entrance.policy import Rate

_COUNT = """
INSERT INTO entrance_visit AS v (key, since, times) VALUES (%(key)s, %(now)s, 1)
ON CONFLICT (key) DO UPDATE SET
  since = CASE WHEN v.since <= %(before)s THEN excluded.since ELSE v.since END,
  times = CASE WHEN v.since <= %(before)s THEN 1 ELSE v.times + 1 END
RETURNING times
"""


def is_too_often(request: HttpRequest, page: str, rate: Rate, now: datetime) -> bool:
    """Count this visit and tell whether it is one too many. One statement."""
    address = request.META.get("REMOTE_ADDR", "")
    key = salted_hmac("motcua.visits", f"{page} {address}", algorithm="sha256").hexdigest()
    before = now - timedelta(seconds=rate.seconds)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": key, "now": now, "before": before})
        (times,) = cursor.fetchone()
    return bool(times > rate.times)
