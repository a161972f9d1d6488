"""The task of the chamber: why a stranger's PDF, kept as it is, would not be called archival."""

import json

from motcua.engine.pdfa.checking import faults_of
from motcua.foundation.isolation.chamber import chamber
from motcua.foundation.isolation.rules import Contained, Limits

TASK = "motcua.casework.scanning.judging:judge"
LIMITS = Limits(seconds=30, cpu_seconds=20, memory_mb=1200)


def judged(content: bytes) -> tuple[str, ...]:
    """Return the faults of a file that was not made here; one more when it cannot be read."""
    try:
        said = chamber(TASK, LIMITS).ask(content)
    except Contained:
        return ("file: cannot be examined",)
    return tuple(json.loads(said))


def warm() -> None:
    """Judge what is no file, so that the libraries are in memory."""
    faults_of(b"%PDF-")


def judge(content: bytes) -> bytes:
    """Return the faults as JSON."""
    return json.dumps(faults_of(content)).encode()
