"""Run the worker alone: jobs, reactions, seals, the timetable."""

import argparse
import threading

from motcua.project import process, supervisor


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def act(_chosen: argparse.Namespace) -> int:
    """Work until SIGTERM or SIGINT, then finish the jobs in hand."""
    process.begin()
    import django

    django.setup()
    from motcua.foundation.jobs import worker
    from motcua.project import schedule

    stop = threading.Event()
    supervisor.stop_on_signals(stop)
    worker.run(stop, timetable=schedule.TIMETABLE, beats=schedule.BEATS)
    return 0
