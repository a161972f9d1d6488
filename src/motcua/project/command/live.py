"""Run the live screens alone (uvicorn, server-sent events)."""

import argparse
import os
import sys

from motcua.project import process


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take nothing: the settings say where."""


def act(_chosen: argparse.Namespace) -> int:
    """Become uvicorn."""
    process.begin()
    from django.conf import settings

    argv = ["-m", "uvicorn", "motcua.foundation.live.asgi:application"]
    argv += ["--host", settings.MOTCUA_LISTEN, "--port", str(settings.MOTCUA_LIVE_PORT)]
    argv += ["--no-access-log", "--no-server-header", "--log-level", "warning"]
    argv += ["--timeout-graceful-shutdown", "3"]
    os.execv(sys.executable, [sys.executable, *argv])  # noqa: S606 - our own interpreter
