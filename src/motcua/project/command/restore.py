"""Restore a back-up into an empty database; the copy is in quarantine until released."""

import argparse
from pathlib import Path

from motcua.project import ground
from motcua.project.refusal import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, or the word that ends the quarantine."""
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument(
        "--end-quarantine",
        metavar="REASON",
        help="this copy is the service from now on; the reason is kept with the seals",
    )


def act(chosen: argparse.Namespace) -> int:
    """Restore, or end the quarantine."""

    with ground.standing():
        from motcua.kit import clock
        from motcua.project import backup
        from motcua.project.programs import client_programs

        if chosen.end_quarantine:
            backup.end_quarantine(chosen.end_quarantine, clock.now())
        elif chosen.file is None:
            raise Refused("name the back-up to restore")
        else:
            backup.restore(chosen.file.absolute(), client_programs(), clock.now())
            print("restored, in quarantine: nothing is sent or synchronised.")
            print("When this copy is the service: motcua restore --end-quarantine REASON")
    return 0
