"""The words of this room: types, states, limits, and what an examination found."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class MediaType(StrEnum):
    """The types that are recognised by content; everything else is UNKNOWN."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ODT = "application/vnd.oasis.opendocument.text"
    ZIP = "application/zip"
    UNKNOWN = "application/octet-stream"


PICTURES = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.TIFF})
PACKAGES = frozenset({MediaType.DOCX, MediaType.XLSX, MediaType.ODT, MediaType.ZIP})


class Problem(StrEnum):
    """Why a file is not let in. Each has one remedy, which the door says in words."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_TYPE = "unknown_type"
    TYPE_NOT_TAKEN = "type_not_taken"
    NAME_LIES = "name_lies"
    TWO_IN_ONE = "two_in_one"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    ACTIVE = "active"
    EMBEDDED = "embedded"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    UNSAFE_MEMBER = "unsafe_member"
    MACRO = "macro"
    NOT_EXAMINED = "not_examined"
    VIRUS = "virus"


class IntakeState(StrEnum):
    """Where a file that somebody offers stands."""

    RECEIVING = "receiving"
    ACCEPTED = "accepted"
    QUARANTINED = "quarantined"
    ABANDONED = "abandoned"


class VirusCheck(StrEnum):
    """What the virus scanner said; ABSENT and TOO_LARGE are shown, never taken for clean."""

    CLEAN = "clean"
    FOUND = "found"
    ABSENT = "absent"
    TOO_LARGE = "too_large"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class Facts:
    """What an examination in isolation found; `problems` are those no rule can allow.

    `pixels` is the largest picture of the file; `active` names what would run.
    """

    media_type: MediaType
    pages: int = 0
    pixels: int = 0
    unpacked: int = 0
    is_signed: bool = False
    active: tuple[str, ...] = ()
    embedded: int = 0
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return plain values for a column."""
        return asdict(self)

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Facts":
        """Read what `as_json` wrote; ValueError for words this house does not know."""
        known = said | {
            "media_type": MediaType(said["media_type"]),
            "active": tuple(said["active"]),
            "problems": tuple(Problem(word) for word in said["problems"]),
        }
        return cls(**known)


class FaultKind(StrEnum):
    """What the nightly proof found wrong with a kept file."""

    MISSING = "missing"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class IntakeRule:
    """What one kind of paper may be: types, and limits in bytes, pages, pixels."""

    name: str
    takes: frozenset[MediaType]
    most_bytes: int = 50_000_000
    most_pages: int = 500
    most_pixels: int = 120_000_000
    most_unpacked: int = 500_000_000
    may_embed: bool = False


@dataclass(frozen=True)
class Refusal:
    """One reason with its fact: a limit, a name, what was found."""

    problem: Problem
    detail: str = ""
