"""Export the journal as an event log for process mining (IEEE 1849 XES, or CSV)."""

import argparse
import sys
from pathlib import Path

from motcua.project import ground
from motcua.project.refusal import function


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the format and where to write."""
    parser.add_argument("--format", choices=("xes", "csv"), default="xes")
    parser.add_argument("--out", type=Path, help="a file; without it, standard output")


def act(chosen: argparse.Namespace) -> int:
    """Write the log."""
    with ground.standing():
        write = function("motcua.oversight.insight.export", "export_log")
        if chosen.out is None:
            write(chosen.format, sys.stdout.buffer)
            return 0
        with chosen.out.open("wb") as out:
            write(chosen.format, out)
    return 0
