"""A decision of the Chairman as a value, and the refusals of the catalogue's acts."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Decision:
    """The facts of an announcement (or process) decision; `number` is its identity."""

    number: str
    title: str
    issued_on: date
    effective_on: date
    issuing_body: str
    signer: str = ""
    published_on: date | None = None
    is_demo: bool = False


class CannotKeepTheCatalogue(Exception):
    """The actor has no role that may do this act on procedures."""


class CannotDraft(Exception):
    """A procedure has one draft at a time, and unit, class and case codes must exist."""

    def __init__(self, code: str, unknown: tuple[str, ...] = ()) -> None:
        super().__init__(code, unknown)
        self.code = code
        self.unknown = unknown


class CannotEdit(Exception):
    """Only a draft is edited; a published version is superseded by a new one."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class CannotPublish(Exception):
    """The version lacks what the public must be told; `missing` names each thing."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(missing)
        self.missing = missing


class CannotApproveInternalProcess(Exception):
    """The step table is empty, approved already, or longer than the legal limit (in minutes)."""

    def __init__(self, reason: str, steps_minutes: int = 0, limit_minutes: int = 0) -> None:
        super().__init__(reason, steps_minutes, limit_minutes)
        self.reason = reason
        self.steps_minutes = steps_minutes
        self.limit_minutes = limit_minutes


class CannotActivate(Exception):
    """An electronic process is built from an approved internal process, and there is none."""


class CannotAbolish(Exception):
    """Only a published version is abolished, on a last day within its validity."""
