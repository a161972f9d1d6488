"""Make the state folder: signing key, seal key, static files, database with its tables."""

import argparse

from motcua.project import ground, prepare


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def act(_chosen: argparse.Namespace) -> int:
    """Prepare everything that `run` needs; safe to repeat."""
    with ground.standing():
        prepare.everything()
    print("ready: `motcua run` starts the service")
    return 0
