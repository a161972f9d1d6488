"""`catalogue import FILE`: read procedures in the national catalogue's shape."""

import argparse
from pathlib import Path

from motcua.kit import clock
from motcua.project import ground
from motcua.project.refusal import function


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take `import` and the file."""
    parser.add_argument("what", choices=("import",))
    parser.add_argument("file", type=Path)


def act(chosen: argparse.Namespace) -> int:
    """Import and print what was understood and what was not."""
    with ground.standing():
        read = function("motcua.registers.catalogue.importer", "import_file")
        print(read(chosen.file, now=clock.now()))
    return 0
