"""Run the worker alone: jobs, reactions, seals, the timetable."""

import argparse
import threading

from motcua.project import process, supervisor
from motcua.project.refusal import function


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def act(_chosen: argparse.Namespace) -> int:
    """Work until SIGTERM or SIGINT, then finish the jobs in hand."""
    process.begin()
    import django

    django.setup()
    stop = threading.Event()
    supervisor.stop_on_signals(stop)
    function("motcua.foundation.jobs.worker", "run")(stop)
    return 0
