"""Restore a back-up where no database stands; the copy is in quarantine until released."""

import argparse
from datetime import datetime
from pathlib import Path

from motcua.project import ground
from motcua.project.refusal import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, a base back-up with its log, or the word that ends the quarantine."""
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--base", type=Path, metavar="FOLDER", help="from `backup --base`")
    parser.add_argument("--log", type=Path, metavar="FOLDER", help="the kept log")
    parser.add_argument(
        "--until",
        type=datetime.fromisoformat,
        metavar="INSTANT",
        help="as of this instant, with its offset: 2026-11-23T08:00:00+07:00; else to the end",
    )
    parser.add_argument(
        "--end-quarantine",
        metavar="REASON",
        help="this copy is the service from now on; the reason is kept with the seals",
    )


def act(chosen: argparse.Namespace) -> int:
    """Restore, or end the quarantine."""
    if chosen.base:
        return _bring_back(chosen)
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
            _tell()
    return 0


def _bring_back(chosen: argparse.Namespace) -> int:
    from motcua.kit import clock
    from motcua.project.embedded import bring_back, cluster_in
    from motcua.project.places import HOME
    from motcua.project.quarantine import enter

    if chosen.log is None or ground.is_given():
        raise Refused("--base needs --log, and is for the embedded database only")
    if chosen.until and chosen.until.tzinfo is None:
        raise Refused("--until needs its offset, for instance +07:00")
    enter(HOME, {"base": str(chosen.base), "until": str(chosen.until or "the end")}, clock.now())
    bring_back(cluster_in(HOME), chosen.base.absolute(), chosen.log.absolute(), chosen.until)
    _tell()
    return 0


def _tell() -> None:
    print("restored, in quarantine: nothing is sent or synchronised.")
    print("When this copy is the service: motcua restore --end-quarantine REASON")
