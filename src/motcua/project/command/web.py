"""Run the pages and the API alone (gunicorn), as a service manager would."""

import argparse
import os
import sys

from motcua.project import process


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take nothing: the settings say where and how many."""


def act(_chosen: argparse.Namespace) -> int:
    """Become gunicorn."""
    process.begin()
    argv = ["-m", "gunicorn", "-c", "python:motcua.project.serve"]
    os.execv(  # noqa: S606 - our own interpreter
        sys.executable, [sys.executable, *argv, "motcua.project.wsgi:application"]
    )
