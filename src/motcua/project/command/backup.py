"""Back up database, files and seals; the keys stay out and are kept apart."""

import argparse
from pathlib import Path

from motcua.project import ground
from motcua.project.embedded import Cluster, back_up_base
from motcua.project.refusal import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file to write, or the folder of a base back-up."""
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument(
        "--base",
        type=Path,
        metavar="FOLDER",
        help="the embedded server as files: with the kept log it returns to any instant",
    )


def act(chosen: argparse.Namespace) -> int:
    """Write the back-up and say what it does not hold."""
    if (chosen.file is None) == (chosen.base is None):
        raise Refused("name a file, or a folder with --base")
    with ground.standing() as cluster:
        if chosen.base:
            return _back_up_base(cluster, chosen.base.absolute())
        return _back_up(chosen.file)


def _back_up_base(cluster: Cluster | None, folder: Path) -> int:
    if cluster is None:
        raise Refused("--base is for the embedded database; use your server's own pg_basebackup")
    back_up_base(cluster, folder)
    print(f"written: {folder}")
    return 0


def _back_up(file: Path) -> int:
    from django.conf import settings

    from motcua.kit import clock
    from motcua.project import backup
    from motcua.project.programs import client_programs

    backup.back_up(file.absolute(), client_programs(), clock.now())
    print(f"written: {file}")
    print("not in it, keep a copy elsewhere under lock:")
    print(f"  {settings.MOTCUA_SEAL_KEY_FILE}")
    for name in ("secret-key", "receipt-secret"):
        print(f"  {settings.MOTCUA_HOME / name}")
    return 0
