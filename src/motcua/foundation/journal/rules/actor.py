"""Who acts, as the journal records it."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """What stands behind an act."""

    OFFICER = "officer"
    CITIZEN = "citizen"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who acts: `key` finds him again, `label` is his name and post at that instant."""

    kind: ActorKind
    key: str
    label: str


SYSTEM = Actor(ActorKind.SYSTEM, "system", "Hệ thống")
