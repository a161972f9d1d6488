"""What the journal records of the catalogue."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.foundation.journal.rules import Event


@dataclass(frozen=True)
class CatalogueEvent(Event):
    """An act on one version; its subject is the version."""

    subject_kind: ClassVar[str] = "procedure_version"

    version_id: int
    code: str
    number: int

    @property
    def subject_id(self) -> str:
        """The version's id as the journal keeps it."""
        return str(self.version_id)


@dataclass(frozen=True)
class VersionDrafted(CatalogueEvent):
    """A draft was written."""

    kind: ClassVar[str] = "procedure.drafted"


@dataclass(frozen=True)
class DraftEdited(CatalogueEvent):
    """A draft's content was replaced."""

    kind: ClassVar[str] = "procedure.draft_edited"


@dataclass(frozen=True)
class VersionAnnounced(CatalogueEvent):
    """A decision announced the version, to bind from `effective_from` (ISO date)."""

    kind: ClassVar[str] = "procedure.announced"

    decision: str
    effective_from: str


@dataclass(frozen=True)
class VersionPublished(CatalogueEvent):
    """The version became public and immutable; `superseded` is the number it replaced, or 0."""

    kind: ClassVar[str] = "procedure.published"

    superseded: int


@dataclass(frozen=True)
class InternalProcessApproved(CatalogueEvent):
    """A decision approved the step table."""

    kind: ClassVar[str] = "procedure.internal_process_approved"

    decision: str


@dataclass(frozen=True)
class ElectronicProcessActivated(CatalogueEvent):
    """The process as configured here went live."""

    kind: ClassVar[str] = "procedure.electronic_process_activated"


@dataclass(frozen=True)
class VersionAbolished(CatalogueEvent):
    """A decision abolished the procedure after `last_day` (ISO date)."""

    kind: ClassVar[str] = "procedure.abolished"

    decision: str
    last_day: str
