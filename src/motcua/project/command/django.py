"""Pass a command on to Django, for developers: `motcua django makemigrations people`."""

import argparse

from motcua.project import ground


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take everything."""
    parser.add_argument("words", nargs=argparse.REMAINDER)


def act(chosen: argparse.Namespace) -> int:
    """Run it with the database up."""
    with ground.standing():
        from django.core.management import execute_from_command_line

        execute_from_command_line(["motcua django", *chosen.words])
    return 0
