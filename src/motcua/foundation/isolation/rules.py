"""What a task in isolation may use, and how it can fail."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Limits:
    """What one task may use; memory counts beyond what the warm process already has.

    `waits`: how long a call waits for its turn among `at_once`, None for as long as it takes.
    """

    seconds: float = 20.0
    cpu_seconds: int = 20
    memory_mb: int = 1024
    at_once: int = 2
    waits: float | None = None


class Containment(StrEnum):
    """Why a task gave no answer."""

    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"
    BUSY = "busy"
    """Not begun: no turn came, or no process could be started. It says nothing of the bytes."""


class Contained(Exception):
    """The task was ended, or failed, inside its walls; `detail` names an exception's class."""

    def __init__(self, reason: Containment, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Answered:
    """What a task gave back, and what it cost: CPU seconds, peak resident MB."""

    content: bytes
    cpu_seconds: float
    peak_mb: float
