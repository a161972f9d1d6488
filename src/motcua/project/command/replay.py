"""Replay a real event log (XES, XES.gz, CSV) through the product's own acts."""

import argparse
from pathlib import Path

from motcua.project import ground, prepare
from motcua.project.refusal import function


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the log."""
    parser.add_argument("log", type=Path, help="FILE.xes, FILE.xes.gz or FILE.csv")


def act(chosen: argparse.Namespace) -> int:
    """Replay it and print what came of it."""
    with ground.standing():
        prepare.migrate()
        print(function("motcua.oversight.insight.replay", "replay")(chosen.log))
    return 0
