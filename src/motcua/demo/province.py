"""The demonstration province, founded through public actions alone; repeating changes nothing."""

import sys
from datetime import date, datetime, timedelta
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password

from motcua.casework.processes.actions import publish_from_table
from motcua.demo import past
from motcua.demo.history.history import Made, make
from motcua.demo.history.markers import Wanted
from motcua.demo.officers import DEMO_PASSWORD, ON_THE_SPOT, OfficerFacts, officers
from motcua.kit import clock
from motcua.kit.clock import VIETNAM
from motcua.kit.progress import Progress
from motcua.project.refusal import Refused
from motcua.registers.calendar.actions import load_years
from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.permissions import FOUNDER
from motcua.registers.catalogue.seed.loading import load_catalogue
from motcua.registers.organisation.actions import appoint, delegate, load_province
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.queries import acting
from motcua.registers.organisation.rules import THE_SYSTEM, Loan, Period, Role
from motcua.registers.people.actions import enrol_for_demo
from motcua.registers.people.models import Officer

_WORK = {
    "play": "lives played through the acts",
    "draw": "parts drawn",
    "people": "parts of the people loaded",
    "load": "parts loaded",
    "index": "indexes built",
    "explain": "parts explained (where the time went)",
    "finish": "closing steps done (books, seals)",
}
FOUNDED_BEFORE = timedelta(days=44)
DELEGATED_FOR = timedelta(days=365)


def load(now: datetime) -> None:
    """Found the province and tell some weeks of work behind it.

    What is there already stays. `now` is aware UTC. Raises `Refused`.
    """
    found(now)
    past.tell(now)


def remember(now: datetime, size: int, seed: int, imported_before: date | None = None) -> Made:
    """Found the province and make a history of so many dossiers up to yesterday.

    The same size, seed and day make the same history; interrupted, it goes on where it was. What
    was received before `imported_before` stands as taken over from the system before this one.
    Raises `Refused`.
    """
    found(now)
    until = now.astimezone(VIETNAM).date()
    progress = Progress(sys.stderr, clock.now)
    wanted = Wanted(size, seed, until, imported_before)
    return make(
        wanted,
        now=now,
        encoded=_encoded_password(),
        hears=lambda what, done, of: progress.tell(_WORK[what], done, of),
    )


def found(now: datetime) -> None:
    """Found the province, its officers and its open procedures; what is there stays.

    Raises `Refused`.
    """
    if not settings.MOTCUA_DEMO:
        raise Refused(
            "the demo province has accounts whose password everybody knows: set MOTCUA_DEMO=yes, "
            "on a machine of trial, never in production mode"
        )
    founded_at = now - FOUNDED_BEFORE
    load_province(now=founded_at)
    load_years(by=THE_SYSTEM, now=founded_at)
    load_catalogue(now=founded_at)
    if _enrol_all(founded_at):
        _lend_the_right_to_sign(founded_at)
    _activate_processes(founded_at)


def _enrol_all(at: datetime) -> int:
    """Enrol who is not there yet; return how many."""
    known = set(Officer.objects.values_list("username", flat=True))
    units = dict(Unit.objects.filter(valid_to=None).values_list("code", "pk"))
    missing = [facts for facts in officers() if facts.username not in known]
    for facts in missing:
        _enrol(facts, units[facts.unit_code], at)
    return len(missing)


def _enrol(facts: OfficerFacts, unit_id: int, at: datetime) -> None:
    by = THE_SYSTEM
    officer_id = enrol_for_demo(
        facts.username, facts.full_name, encoded=_encoded_password(), by=by.actor, now=at
    )
    appoint(officer_id, unit_id, facts.roles, title=facts.title, by=by, now=at)


@cache
def _encoded_password() -> str:
    """The one password of all demo officers, hashed once: hashing is slow on purpose."""
    return make_password(DEMO_PASSWORD)


def _lend_the_right_to_sign(at: datetime) -> None:
    """Who settles on the spot signs by delegation of the competent leader at the Centre."""
    giver, taker = (Officer.objects.get(username=name).pk for name in ON_THE_SPOT)
    by, to = acting(giver, at), acting(taker, at)
    if by is None or to is None:
        raise LookupError(ON_THE_SPOT)
    why = "Ký kết quả các thủ tục giải quyết tại chỗ (trình diễn)"
    loan = Loan(to.post_id, (Role.UNIT_LEADER,), Period(at, at + DELEGATED_FOR), why)
    delegate(loan, by=by, now=at)


def _activate_processes(at: datetime) -> None:
    approved = ProcedureVersion.objects.filter(
        internal_process_approved_at__isnull=False, electronic_process_activated_at=None
    )
    for version_id in approved.values_list("pk", flat=True):
        publish_from_table(version_id, by=FOUNDER, now=at)
