"""Export the journal as an event log for process mining (IEEE 1849 XES, or CSV)."""

import argparse
import sys
from pathlib import Path

from motcua.project import ground
from motcua.project.refusal import Refused, function


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the format, where to write, and which procedure."""
    parser.add_argument("--format", choices=("xes", "csv"), default="xes")
    parser.add_argument("--out", type=Path, help="a file; without it, standard output")
    parser.add_argument("--procedure", default="", help="only dossiers of this procedure code")


def act(chosen: argparse.Namespace) -> int:
    """Write the log."""
    with ground.standing():
        write = function("motcua.oversight.insight.export", "export_log")
        from motcua.oversight.insight.queries import knows_procedure

        if chosen.procedure and not knows_procedure(chosen.procedure):
            raise Refused(f"no procedure bears the code {chosen.procedure}; nothing was written")
        if chosen.out is None:
            write(chosen.format, sys.stdout.buffer, procedure=chosen.procedure)
            return 0
        with chosen.out.open("wb") as out:
            count = write(chosen.format, out, procedure=chosen.procedure)
    print(f"written: {chosen.out} ({count:,} dossiers)")
    return 0
