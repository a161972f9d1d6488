"""`figures prove` and `figures rebuild`: hold the board's figures against the dossiers."""

import argparse

from motcua.project import ground


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take `prove` or `rebuild`."""
    parser.add_argument("what", choices=("prove", "rebuild"))


def act(chosen: argparse.Namespace) -> int:
    """Count the rollups again if asked to, then prove them; 1 when a figure differs."""
    with ground.standing():
        from motcua.kit import clock
        from motcua.oversight.indicators import actions, proving

        if chosen.what == "rebuild":
            print(f"{actions.rebuild()} rows of rollups counted again from the dossiers")
        found = proving.prove(clock.now())
        for difference in found:
            print(difference)
        print("the figures are NOT those of the dossiers" if found else "every figure holds")
        return 1 if found else 0
