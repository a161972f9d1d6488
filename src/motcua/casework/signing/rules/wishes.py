"""What a signature shall be: level, field, look, and the form fields filled with it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Level(StrEnum):
    """How much evidence a signature carries.

    Basis: ETSI EN 319 142-1, baseline levels (mem-hi)
    """

    B = "B-B"
    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"


class Purpose(StrEnum):
    """What a signature says; with the file and the signer it is made once and never twice."""

    APPROVE = "approve"
    SEAL = "seal"
    TRUE_COPY = "true_copy"
    OPINION = "opinion"


@dataclass(frozen=True)
class Place:
    """A rectangle on a page: page from 0, corners in points from the lower left."""

    page: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True)
class Drawn:
    """What is drawn in a field: one page of PDF, where, and what a screen reader says."""

    pdf: bytes
    place: Place
    says: str


@dataclass(frozen=True)
class Blank:
    """A field left open for whoever signs next, for text or for a signature."""

    name: str
    place: Place
    says: str
    is_signature: bool = False


@dataclass(frozen=True)
class Filling:
    """What a form field left open is filled with."""

    name: str
    value: str
    drawn: Drawn


@dataclass(frozen=True)
class Wish:
    """One signature: `at` (aware) is claimed in the file, a repeated wish makes the same bytes.

    `leaves` are fields made with this signature for later; `fills` are those of an earlier one.
    A file whose first signature leaves fields open allows nothing but filling and signing them.
    """

    field: str
    at: datetime
    reason: str = ""
    drawn: Drawn | None = None
    leaves: tuple[Blank, ...] = ()
    fills: tuple[Filling, ...] = ()
