"""Who may begin a session: password first, then the one-time code, with growing delays."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import hashers
from django.db import transaction
from django.db.models import F

from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import SYSTEM, Actor, ActorKind
from motcua.kit.text import fold
from motcua.registers.people import totp
from motcua.registers.people.models import Officer
from motcua.registers.people.rules import (
    DEMO_PASSWORD,
    LoginRefused,
    OfficerLoggedIn,
    OfficerLoggedOut,
    Refused,
    locked_until,
)


def actor_of(officer: Officer) -> Actor:
    """Return the officer as actor of acts on the own account, whatever the post."""
    return Actor(ActorKind.OFFICER, str(officer.pk), officer.full_name)


@transaction.atomic
def check_password(username: str, password: str, *, now: datetime) -> Officer | None:
    """Return the officer whose password this is, or None, at the same cost whoever asks.

    The row stays locked while the password is checked, so parallel guesses queue up.
    """
    officer = Officer.objects.select_for_update().filter(username=fold(username)).first()
    if officer is None:
        hashers.make_password(password)
        record(LoginRefused(0, Refused.UNKNOWN, 0), by=SYSTEM, at=now)
        return None
    is_right = hashers.check_password(password, officer.password) and _is_usable(password)
    refused = _standing(officer, now) or (None if is_right else Refused.PASSWORD)
    return _answer(officer, refused, now)


@transaction.atomic
def check_code(officer_id: int, code: str, *, now: datetime) -> Officer | None:
    """Return the officer whose one-time or recovery code this is; a code counts once."""
    officer = Officer.objects.select_for_update().get(pk=officer_id)
    refused = _standing(officer, now)
    if refused is None and not _use_code(officer, code, now):
        refused = Refused.CODE
    return _answer(officer, refused, now)


@transaction.atomic
def note_login(officer: Officer, *, now: datetime) -> None:
    """Forget the failures and record that a session begins."""
    Officer.objects.filter(pk=officer.pk).update(failures=0, locked_until=None, last_login=now)
    event = OfficerLoggedIn(officer.pk, with_second_factor=officer.has_second_factor)
    record(event, by=actor_of(officer), at=now)


def note_logout(officer: Officer, *, now: datetime) -> None:
    """Record that a session ended by its officer's wish."""
    record(OfficerLoggedOut(officer.pk, everywhere=False), by=actor_of(officer), at=now)


@transaction.atomic
def end_all_sessions(officer_id: int, *, by: Actor, now: datetime) -> None:
    """End every session of the officer, on every machine."""
    Officer.objects.filter(pk=officer_id).update(session_epoch=F("session_epoch") + 1)
    record(OfficerLoggedOut(officer_id, everywhere=True), by=by, at=now)


def _is_usable(password: str) -> bool:
    """The password that everybody knows opens nothing unless the house is a demonstration."""
    return bool(settings.MOTCUA_DEMO) or password != DEMO_PASSWORD


def _standing(officer: Officer, now: datetime) -> Refused | None:
    if not officer.is_active:
        return Refused.DISABLED
    if officer.locked_until and now < officer.locked_until:
        return Refused.WAITING
    if officer.first_password_until and now >= officer.first_password_until:
        return Refused.EXPIRED
    return None


def _answer(officer: Officer, refused: Refused | None, now: datetime) -> Officer | None:
    if refused is None:
        return officer
    if refused in (Refused.PASSWORD, Refused.CODE):
        officer.failures += 1
        officer.locked_until = locked_until(officer.failures, now)
        officer.save(update_fields=["failures", "locked_until"])
    event = LoginRefused(officer.pk, refused, officer.failures)
    record(event, by=actor_of(officer), at=now)
    return None


def _use_code(officer: Officer, code: str, now: datetime) -> bool:
    step = totp.step_of(officer.totp_secret, code, officer.totp_last_step, now)
    if step:
        officer.totp_last_step = step
        officer.save(update_fields=["totp_last_step"])
        return True
    spent = totp.recovery_hash(code)
    if spent not in officer.recovery_hashes:
        return False
    officer.recovery_hashes.remove(spent)
    officer.save(update_fields=["recovery_hashes"])
    return True
