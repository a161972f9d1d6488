"""What a person is to the register, and when a login must wait."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

FREE_FAILURES = 5
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=12)
RECOVERY_CODES = 8
SHORTEST_PASSWORD = 12


class ApplicantKind(StrEnum):
    """Who may own a dossier."""

    PERSON = "person"
    FIRM = "firm"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class ApplicantFacts:
    """What the desk knows of an applicant; an empty field says nothing and erases nothing."""

    kind: ApplicantKind
    full_name: str
    identity_number: str = ""
    birth_on: date | None = None
    sex: str = ""
    phone: str = ""
    email: str = ""
    address_line: str = ""
    commune_code: str = ""


@dataclass(frozen=True)
class ApplicantRow:
    """An applicant as lists show one."""

    id: int
    kind: ApplicantKind
    full_name: str
    identity_number: str
    birth_on: date | None
    sex: str
    phone: str
    email: str
    address_line: str
    commune_code: str


def locked_until(failures: int, at: datetime) -> datetime | None:
    """Return when the next try is heard after `failures` in a row: a delay that doubles."""
    if failures < FREE_FAILURES:
        return None
    doublings = min(failures - FREE_FAILURES, 10)
    return at + min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)


def is_session_over(logged_in_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Tell whether a session has slept too long or lived too long."""
    return now - seen_at >= IDLE_LIMIT or now - logged_in_at >= ABSOLUTE_LIMIT
