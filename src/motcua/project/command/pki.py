"""Serve the test authority of a demonstration: OCSP, CRL and time-stamps on loopback."""

import argparse

from motcua.project import process
from motcua.project.refusal import function


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take nothing: `motcua run --demo` has founded it and enrolled its people."""


def act(_chosen: argparse.Namespace) -> int:
    """Serve until the process is ended."""
    process.begin()
    import django

    django.setup()
    return int(function("motcua.demo.pki.enrolling", "serve")())
