"""Back up database, files and seals into one file; the keys stay out and are kept apart."""

import argparse
from pathlib import Path

from motcua.project import ground


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file to write."""
    parser.add_argument("file", type=Path)


def act(chosen: argparse.Namespace) -> int:
    """Write the back-up and say what it does not hold."""

    with ground.standing():
        from django.conf import settings

        from motcua.kit import clock
        from motcua.project import backup
        from motcua.project.programs import client_programs

        backup.back_up(chosen.file.absolute(), client_programs(), clock.now())
        print(f"written: {chosen.file}")
        print("not in it, keep a copy elsewhere under lock:")
        print(f"  {settings.MOTCUA_SEAL_KEY_FILE}")
        print(f"  {settings.MOTCUA_HOME / 'secret-key'}")
    return 0
