"""What the journal says about tasks: the rows of the control slip and of the event log."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.foundation.journal.rules import Event


@dataclass(frozen=True)
class TaskOpened(Event):
    """A step waits for somebody."""

    kind: ClassVar[str] = "task.opened"
    subject_kind: ClassVar[str] = "task"
    task_id: int
    dossier_id: int
    node: str
    name: str
    role: str
    unit_id: int
    due_at: str


@dataclass(frozen=True)
class TaskDone(Event):
    """A step was done, with its outcome."""

    kind: ClassVar[str] = "task.done"
    subject_kind: ClassVar[str] = "task"
    task_id: int
    dossier_id: int
    node: str
    name: str
    outcome: str
    opened_at: str
    due_at: str


@dataclass(frozen=True)
class TaskAssigned(Event):
    """A task got its officer."""

    kind: ClassVar[str] = "task.assigned"
    subject_kind: ClassVar[str] = "task"
    task_id: int
    dossier_id: int
    officer_id: int
    officer: str


@dataclass(frozen=True)
class ProcessPublished(Event):
    """An electronic process became the one that new dossiers follow."""

    kind: ClassVar[str] = "process.published"
    subject_kind: ClassVar[str] = "process"
    process_id: int
    version_id: int
    number: int
