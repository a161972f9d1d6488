"""`journal verify`: prove the journal whole, or name what was touched and where."""

import argparse

from motcua.project import ground
from motcua.project.refusal import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take `verify`."""
    parser.add_argument("what", choices=("verify",))


def act(_chosen: argparse.Namespace) -> int:
    """Print the verdict; 1 when anything is wrong."""
    with ground.standing():
        from django.conf import settings

        from motcua.foundation.journal.verify import verify

        if not settings.MOTCUA_SEAL_KEY_FILE.exists():
            raise Refused(
                f"the key of the seals is missing: put it back at {settings.MOTCUA_SEAL_KEY_FILE}, "
                "or run `motcua init` if nothing was ever sealed"
            )
        verdict = verify()
        for problem in verdict.problems:
            entry = f", entry {problem.entry_id}" if problem.entry_id else ""
            why = f": {problem.why}" if problem.why else ""
            print(f"{problem.kind}: batch {problem.batch}{entry}{why}")
        for restored in verdict.restores:
            print(f"restored from a back-up: {restored}")
        state = "whole" if verdict.ok else "NOT whole"
        print(
            f"the journal is {state}: {verdict.entries} entries in {verdict.batches} sealed "
            f"batches, {verdict.unsealed} younger than the last seal; "
            f"{verdict.stamped} batches bear a time-stamp"
        )
        return 0 if verdict.ok else 1
