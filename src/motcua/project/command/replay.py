"""Replay a real event log (XES, XES.gz, CSV) through the product's own acts."""

import argparse
import sys
from functools import partial
from pathlib import Path

from motcua.project import ground, prepare
from motcua.project.refusal import Refused, function


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the log."""
    parser.add_argument("log", type=Path, help="FILE.xes, FILE.xes.gz, FILE.csv or FILE.csv.gz")
    parser.add_argument("--encoding", default="", help="of a CSV that is not Unicode: windows-1258")


def act(chosen: argparse.Namespace) -> int:
    """Replay it and print what came of it; 1 when the house does not hold what the log holds."""
    from motcua.kit import clock
    from motcua.kit.progress import Progress

    with ground.standing():
        prepare.migrate()
        from motcua.oversight.insight import report
        from motcua.oversight.insight.rules import CannotReadLog

        replay = function("motcua.oversight.insight.replay", "replay")
        tell = partial(Progress(sys.stderr, clock.now).tell, "cases")
        try:
            done = replay(chosen.log, now=clock.now(), tell=tell, encoding=chosen.encoding)
        except CannotReadLog as refusal:
            raise Refused(report.refusal(chosen.log, refusal)) from refusal
        print(report.table(done))
    return 0 if done.is_whole else 1
