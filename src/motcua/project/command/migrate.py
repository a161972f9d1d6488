"""Bring the tables to this release; of several callers one works, the others wait."""

import argparse

from motcua.project import ground, prepare


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def act(_chosen: argparse.Namespace) -> int:
    """Apply the migrations."""
    with ground.standing():
        prepare.migrate()
    return 0
