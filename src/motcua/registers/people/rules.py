"""What a person is to the register, and when a login must wait."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from motcua.foundation.journal.rules import Event

FREE_FAILURES = 5
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=2)
RECOVERY_CODES = 8
FIRST_PASSWORD_LIVES = timedelta(days=7)
TOTP_SECONDS = 30
DEMO_PASSWORD = "mot-cua-trinh-dien-2026"  # noqa: S105 - opens nothing where the demo is off


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


class Refused(StrEnum):
    """Why a login was not accepted; the journal knows, the visitor is not told."""

    PASSWORD = "password"  # noqa: S105 - a reason
    CODE = "code"
    WAITING = "waiting"
    DISABLED = "disabled"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class CannotUsePassword(Exception):
    """The new password is too weak, or the present one was not given."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


class CannotConfirmSecondFactor(Exception):
    """The code does not belong to the secret just shown."""


class CannotEnrol(Exception):
    """The username is taken."""

    def __init__(self, username: str) -> None:
        super().__init__(username)
        self.username = username


@dataclass(frozen=True)
class OfficerEnrolled(Event):
    """An account was opened."""

    kind = "officer.enrolled"
    subject_kind = "officer"
    officer_id: int
    username: str
    full_name: str


@dataclass(frozen=True)
class OfficerLoggedIn(Event):
    """A session began."""

    kind = "officer.logged_in"
    subject_kind = "officer"
    officer_id: int
    with_second_factor: bool


@dataclass(frozen=True)
class LoginRefused(Event):
    """Somebody tried to log in as this officer; 0 when nobody bears the name that was tried."""

    kind = "officer.login_refused"
    subject_kind = "officer"
    officer_id: int
    reason: Refused
    failures: int


@dataclass(frozen=True)
class OfficerLoggedOut(Event):
    """A session, or with `everywhere` all sessions, ended."""

    kind = "officer.logged_out"
    subject_kind = "officer"
    officer_id: int
    everywhere: bool


@dataclass(frozen=True)
class PasswordChanged(Event):
    """A new password counts; `is_first` when others chose it and it must be changed."""

    kind = "officer.password_changed"
    subject_kind = "officer"
    officer_id: int
    is_first: bool


@dataclass(frozen=True)
class SecondFactorChanged(Event):
    """One-time codes are asked from now on, or no longer."""

    kind = "officer.second_factor_changed"
    subject_kind = "officer"
    officer_id: int
    is_on: bool


@dataclass(frozen=True)
class OfficerDisabled(Event):
    """The account is closed; all its sessions are over."""

    kind = "officer.disabled"
    subject_kind = "officer"
    officer_id: int
    reason: str
