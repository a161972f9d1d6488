"""Load the demo province: units, officers, calendar, procedures, applicants."""

import argparse
from contextlib import nullcontext
from datetime import date

from motcua.project import ground, prepare
from motcua.project.embedded import believing
from motcua.project.refusal import function


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the size and the seed of a history, if one is wanted."""
    parser.add_argument(
        "--dossiers", type=int, default=0, metavar="N", help="make a past of N dossiers since 2022"
    )
    parser.add_argument(
        "--imported-before",
        type=date.fromisoformat,
        metavar="DAY",
        help="what was received before that day is taken over from an earlier system (less space)",
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed, another past")


def act(chosen: argparse.Namespace) -> int:
    """Load it; what is there already stays, an interrupted history goes on."""
    from motcua.kit import clock

    prepare.open_to_demo()
    with ground.standing() as cluster:
        prepare.migrate()
        if chosen.dossiers:
            remember = function("motcua.demo.province", "remember")
            with believing(cluster) if cluster else nullcontext():
                remember(clock.now(), chosen.dossiers, chosen.seed, chosen.imported_before)
        else:
            function("motcua.demo.province", "load")(clock.now())
    return 0
