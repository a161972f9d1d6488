"""Opening and closing an officer's account, and its password."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import Actor
from motcua.kit.ids import ALPHABET
from motcua.kit.text import fold, name_sort_key, nfc
from motcua.registers.people.models import Officer
from motcua.registers.people.rules import (
    FIRST_PASSWORD_LIVES,
    CannotEnrol,
    CannotUsePassword,
    OfficerDisabled,
    OfficerEnrolled,
    PasswordChanged,
)


@dataclass(frozen=True)
class Enrolled:
    """A new account; the first password is told once and works for a few days."""

    officer_id: int
    first_password: str


@transaction.atomic
def enrol_officer(
    username: str, full_name: str, *, by: Actor, now: datetime, phone: str = "", email: str = ""
) -> Enrolled:
    """Open an account with a first password that nobody chose; CannotEnrol if the name is taken."""
    username, full_name = fold(username), nfc(full_name)
    if Officer.objects.filter(username=username).exists():
        raise CannotEnrol(username)
    officer = Officer(
        username=username,
        full_name=full_name,
        sort_key=name_sort_key(full_name),
        search_key=fold(full_name),
        phone=phone,
        email=email,
        created_at=now,
    )
    first_password = _set_first_password(officer, now)
    officer.save(force_insert=True)
    record(OfficerEnrolled(officer.pk, username, full_name), by=by, at=now)
    return Enrolled(officer.pk, first_password)


@transaction.atomic
def enrol_for_demo(username: str, full_name: str, *, encoded: str, by: Actor, now: datetime) -> int:
    """Open an account of a demonstration; its password, known to everybody, comes `encoded`.

    Return the officer's id. Raises `CannotEnrol` where the demonstration is off.
    """
    if not settings.MOTCUA_DEMO:
        raise CannotEnrol(username)
    officer = Officer.objects.create(
        username=fold(username),
        full_name=nfc(full_name),
        sort_key=name_sort_key(full_name),
        search_key=fold(full_name),
        password=encoded,
        must_change_password=False,
        created_at=now,
    )
    record(OfficerEnrolled(officer.pk, officer.username, full_name), by=by, at=now)
    return officer.pk


@transaction.atomic
def new_first_password(officer_id: int, *, by: Actor, now: datetime) -> Enrolled:
    """Replace a forgotten password; all sessions end."""
    officer = Officer.objects.select_for_update().get(pk=officer_id)
    first_password = _set_first_password(officer, now)
    officer.save(update_fields=["password", "must_change_password", "first_password_until"])
    record(PasswordChanged(officer_id, is_first=True), by=by, at=now)
    return Enrolled(officer_id, first_password)


@transaction.atomic
def change_password(officer_id: int, new_password: str, *, by: Actor, now: datetime) -> None:
    """Set a password the officer chose; CannotUsePassword says what is wrong with it."""
    officer = Officer.objects.select_for_update().get(pk=officer_id)
    try:
        validate_password(new_password, officer)
    except ValidationError as refusal:
        raise CannotUsePassword(tuple(refusal.messages)) from refusal
    officer.set_password(new_password)
    officer.must_change_password = False
    officer.first_password_until = None
    officer.save(update_fields=["password", "must_change_password", "first_password_until"])
    record(PasswordChanged(officer_id, is_first=False), by=by, at=now)


@transaction.atomic
def disable_officer(officer_id: int, reason: str, *, by: Actor, now: datetime) -> None:
    """Close the account and end its sessions at once."""
    changed = Officer.objects.filter(pk=officer_id, is_active=True).update(
        is_active=False, session_epoch=F("session_epoch") + 1
    )
    if changed:
        record(OfficerDisabled(officer_id, reason), by=by, at=now)


def _set_first_password(officer: Officer, now: datetime) -> str:
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
    first_password = "-".join(groups)
    officer.set_password(first_password)
    officer.must_change_password = True
    officer.first_password_until = now + FIRST_PASSWORD_LIVES
    return first_password
