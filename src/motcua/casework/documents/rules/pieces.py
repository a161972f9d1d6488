"""What several forms share: letterhead, party, signer, and the way to JSON."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from motcua.kit.clock import VIETNAM


class Sheet(StrEnum):
    """The sheet a receipt is printed on: A5 lying, A4 standing."""

    A5 = "a5"
    A4 = "a4"


@dataclass(frozen=True)
class Letterhead:
    """Who issues, where and when; `number` is filled in when the form has its own series."""

    governing_body: str
    unit: str
    unit_code: str
    place: str
    issued_at: datetime
    number: str = ""


@dataclass(frozen=True)
class Party:
    """A person or organisation as it stands on a form."""

    name: str
    address: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Signer:
    """Who signs: `authority` is the formula (TM., KT., TL.) above the title, if any."""

    title: str
    name: str
    authority: str = ""


def as_payload(value: Any) -> Any:
    """Turn a form into plain JSON values; instants become Vietnamese local time in ISO 8601."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_payload(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, list | tuple):
        return [as_payload(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(VIETNAM).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
