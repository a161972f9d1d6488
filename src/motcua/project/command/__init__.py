"""The `motcua` command."""

import os
import sys


def main() -> None:
    """Hand over to Django's own commands until a verb of ours is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
