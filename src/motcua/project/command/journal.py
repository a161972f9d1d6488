"""`journal verify`: prove the journal whole, or name what was touched and where."""

import argparse

from motcua.project import ground
from motcua.project.refusal import function


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take `verify`."""
    parser.add_argument("what", choices=("verify",))


def act(_chosen: argparse.Namespace) -> int:
    """Print the verdict; 1 when anything is wrong."""
    with ground.standing():
        verdict = function("motcua.foundation.journal.verify", "verify")()
        for problem in verdict.problems:
            print(f"{problem.kind}: batch {problem.batch}, entry {problem.entry_id}")
        print("the journal is whole" if verdict.ok else "the journal was touched")
        return 0 if verdict.ok else 1
