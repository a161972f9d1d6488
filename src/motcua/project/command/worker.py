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
    from motcua.project import quarantine, schedule

    stop = threading.Event()
    supervisor.stop_on_signals(stop)
    may_send = not quarantine.is_in(HOME)
    if not may_send:
        threading.Thread(target=_await_release, args=(stop,), daemon=True).start()
    worker.run(stop, timetable=schedule.TIMETABLE, beats=schedule.BEATS, may_send=may_send)
    return 0


def _await_release(stop: threading.Event) -> None:
    from motcua.project import quarantine

    while quarantine.is_in(HOME) and not stop.wait(1):
        pass
    stop.set()
