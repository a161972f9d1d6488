"""Load the demo province: units, officers, calendar, procedures, applicants."""

import argparse

from motcua.project import ground, prepare
from motcua.project.refusal import function


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def act(_chosen: argparse.Namespace) -> int:
    """Load it; what is there already stays."""
    from motcua.kit import clock

    prepare.open_to_demo()
    with ground.standing():
        prepare.migrate()
        function("motcua.demo.province", "load")(clock.now())
    return 0
