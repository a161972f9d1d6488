"""Enrolment of an authenticator app: show a secret, confirm it by a code, hand out a reserve."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import Actor
from motcua.registers.people import totp
from motcua.registers.people.models import Officer
from motcua.registers.people.rules import CannotConfirmSecondFactor, SecondFactorChanged


@transaction.atomic
def begin_second_factor(officer_id: int) -> str:
    """Return the sealed secret awaiting confirmation; the same one until it is confirmed."""
    officer = Officer.objects.select_for_update().get(pk=officer_id)
    if officer.totp_secret == "":
        officer.totp_secret = totp.new_secret()
        officer.save(update_fields=["totp_secret"])
    return officer.totp_secret


@transaction.atomic
def confirm_second_factor(
    officer_id: int, code: str, *, by: Actor, now: datetime
) -> tuple[str, ...]:
    """Switch one-time codes on and return the recovery codes, which are never shown again."""
    officer = Officer.objects.select_for_update().get(pk=officer_id)
    step = totp.step_of(officer.totp_secret, code, officer.totp_last_step, now)
    if not step or officer.has_second_factor:
        raise CannotConfirmSecondFactor
    codes = totp.new_recovery_codes()
    officer.totp_confirmed_at = now
    officer.totp_last_step = step
    officer.recovery_hashes = [totp.recovery_hash(each) for each in codes]
    officer.save(update_fields=["totp_confirmed_at", "totp_last_step", "recovery_hashes"])
    record(SecondFactorChanged(officer_id, is_on=True), by=by, at=now)
    return codes


@transaction.atomic
def remove_second_factor(officer_id: int, *, by: Actor, now: datetime) -> None:
    """Switch one-time codes off, when the telephone is lost or replaced."""
    Officer.objects.filter(pk=officer_id).update(
        totp_secret="", totp_confirmed_at=None, totp_last_step=0, recovery_hashes=[]
    )
    record(SecondFactorChanged(officer_id, is_on=False), by=by, at=now)
