"""`clock explain CODE`: tell in one paragraph how a dossier's due instant came about."""

import argparse

from motcua.project import ground
from motcua.project.refusal import function


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take `explain`, the dossier's code and the language."""
    parser.add_argument("what", choices=("explain",))
    parser.add_argument("code")
    parser.add_argument("--language", choices=("vi", "en"), default="vi")


def act(chosen: argparse.Namespace) -> int:
    """Print the paragraph."""
    with ground.standing():
        explain = function("motcua.casework.dossiers.queries", "explain_clock")
        print(explain(chosen.code, chosen.language))
    return 0
