"""The nights of the entrance."""

from motcua.doors.entrance.sessions import SessionStore
from motcua.foundation.jobs.queue import job


@job("entrance.clear_sessions")
def clear_sessions() -> None:
    """Delete the sessions that have ended."""
    SessionStore.clear_expired()
