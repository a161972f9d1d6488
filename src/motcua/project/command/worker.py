"""Run the worker alone: jobs, reactions, seals, the timetable."""

import argparse
import threading

from motcua.project import process, supervisor
from motcua.project.places import HOME


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def act(_chosen: argparse.Namespace) -> int:
    """Work until SIGTERM or SIGINT, then finish the jobs in hand.

    In quarantine it sends nothing; released, it ends and is started again as a whole worker.
    """
    process.begin()
    import django

    django.setup()
    from motcua.foundation.jobs import worker
    from motcua.project import schedule

    stop = threading.Event()
    supervisor.stop_on_signals(stop)
    may_send = not _is_quarantined()
    if not may_send:
        threading.Thread(target=_await_release, args=(stop,), daemon=True).start()
    worker.run(stop, timetable=schedule.TIMETABLE, beats=schedule.BEATS, may_send=may_send)
    return 0


def _await_release(stop: threading.Event) -> None:
    while _is_quarantined() and not stop.wait(1):
        pass
    stop.set()


def _is_quarantined() -> bool:
    """Look at the notes; while the database is away nobody is released."""
    from django.db import DatabaseError, connection

    from motcua.project import quarantine

    try:
        return quarantine.is_in(HOME)
    except DatabaseError:
        return True
    finally:
        connection.close()
