"""Hand dossiers over to the competent unit in a batch, and confirm what arrived."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.documents.digital import excuse, weigh
from motcua.casework.documents.models import Digitisation
from motcua.casework.dossiers.models import Dossier, Handover, HandoverItem
from motcua.casework.dossiers.numbers import next_number
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle.events import DossierHandedOver, HandoverAcknowledged
from motcua.casework.lifecycle.lengths import check_words
from motcua.casework.lifecycle.opening import standing_of
from motcua.casework.lifecycle.permissions import fits_the_state, has_standing
from motcua.casework.lifecycle.refusals import CannotAct, NotNow, NotYours
from motcua.casework.lifecycle.rules import ACTS, Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.lifecycle.waiting import went_on
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, Outcome, TaskState
from motcua.casework.processes.runtime import complete
from motcua.casework.scanning.permissions import hand_of
from motcua.foundation.journal.actions import claim
from motcua.foundation.journal.rules import Actor, Event
from motcua.kit.clock import VIETNAM
from motcua.registers.organisation.rules import Acting


class CannotHandOver(CannotAct):
    """Nothing chosen, different competent units in one list, or some on their way already."""


class CannotAcknowledge(CannotAct):
    """A missing dossier is on the list and needs a note; a closed list is confirmed already."""


@transaction.atomic
def hand_over(
    dossier_ids: Sequence[int],
    *,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
    unscanned: str = "",
) -> Handover:
    """Send received dossiers to their competent unit with one numbered list.

    Their papers were scanned before, else `unscanned` says why not, and is counted.
    Raises `CannotHandOver`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 18 (same day, after 15:00 the next; mem-hi); Decree 107/2021/NĐ-CP,
    art. 21a (mem-mid).
    """
    if key is not None:
        claim(key, by=by.actor)
    dossiers = _locked(dossier_ids)
    if not dossiers:
        raise CannotHandOver("nothing_chosen")
    for dossier in dossiers:
        _check(Verb.HAND_OVER, dossier, by)
    _check_at_hand(dossiers)
    _check_scanned(dossiers, unscanned, by, now)
    targets = {dossier.competent_unit_id for dossier in dossiers}
    if len(targets) > 1:
        raise CannotHandOver("several_units")
    handover = _begun(targets.pop(), by, now)
    HandoverItem.objects.bulk_create(
        HandoverItem(handover=handover, dossier=dossier) for dossier in dossiers
    )
    events = [
        DossierHandedOver(d.pk, handover.number, by.unit_id, handover.to_unit_id) for d in dossiers
    ]
    Stamp(by, now, key).record(*events)
    return handover


def _begun(to_unit_id: int, by: Acting, now: datetime) -> Handover:
    """Open the next numbered list of the unit's day."""
    day = f"{by.unit_code}-{now.astimezone(VIETNAM):%y%m%d}"
    return Handover.objects.create(
        number=f"BG-{day}-{next_number(f'handover:{day}'):03d}",
        from_unit_id=by.unit_id,
        to_unit_id=to_unit_id,
        sent_at=now,
        sent_by=by.actor.label,
    )


@transaction.atomic
def acknowledge(
    handover_id: int,
    missing: Mapping[int, str],
    *,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> Handover:
    """Confirm a list: every dossier arrived, except those `missing` (id → what happened).

    What arrived goes to its next step; what is missing goes back to the sender's desk; what ended
    on its way (withdrawn, stopped) has arrived and stays ended.
    Raises `CannotAcknowledge`, `NotYours`.
    Basis: Decree 61/2018, art. 18; both sides sign the control slip (mem-hi).
    """
    if key is not None:
        claim(key, by=by.actor)
    handover = Handover.objects.select_for_update().get(pk=handover_id)
    _check_acknowledgement(handover, missing, by)
    events: list[Event] = []
    dossiers = {d.pk: d for d in _locked([item.dossier_id for item in handover.items.all()])}
    for item in handover.items.order_by("id"):
        item.arrived = item.dossier_id not in missing
        item.note = missing.get(item.dossier_id, "")
        item.save(update_fields=["arrived", "note"])
        events.append(
            HandoverAcknowledged(item.dossier_id, handover.number, item.arrived, item.note)
        )
        dossier = dossiers[item.dossier_id]
        if item.arrived and dossier.state == State.RECEIVED:
            events += take_on(dossier, by=by.actor, now=now)
    handover.closed_at, handover.closed_by = now, by.actor.label
    handover.save(update_fields=["closed_at", "closed_by"])
    Stamp(by, now, key).record(*events)
    return handover


def take_on(dossier: Dossier, *, by: Actor, now: datetime) -> tuple[Event, ...]:
    """Close the reception step of a locked dossier: settlement begins."""
    dossier.state = State.IN_PROCESS
    dossier.save(update_fields=["state"])
    step = Task.objects.get(dossier=dossier, act=Act.HAND_OVER, state=TaskState.OPEN)
    moved = complete(dossier, step, Outcome.FORWARD, at=now, by_label=by.label)
    return went_on(dossier, moved, by=by, now=now)


def _locked(dossier_ids: Sequence[int]) -> list[Dossier]:
    """Lock in the order of ids, so that two batches never wait for each other."""
    return list(
        Dossier.objects.select_for_update(of=("self",)).filter(pk__in=dossier_ids).order_by("id")
    )


def _check(verb: Verb, dossier: Dossier, by: Acting) -> None:
    standing = standing_of(dossier)
    if not has_standing(by, verb, standing):
        raise NotYours(verb)
    if not fits_the_state(verb, standing):
        raise NotNow(verb, standing.state)


def _check_at_hand(dossiers: Sequence[Dossier]) -> None:
    sent = HandoverItem.objects.filter(dossier__in=dossiers, arrived__isnull=True)
    codes = tuple(sent.order_by("id").values_list("dossier__code", flat=True))
    if codes:
        raise CannotHandOver("on_their_way", codes=codes)


def _check_scanned(dossiers: Sequence[Dossier], reason: str, by: Acting, now: datetime) -> None:
    """Weigh what is electronic; papers that leave unscanned need a reason, kept with the name."""
    ids = [dossier.pk for dossier in dossiers]
    missing = weigh(ids, by=hand_of(by))
    if missing and not reason.strip():
        codes = tuple(str(d.code) for d in dossiers if d.pk in missing)
        raise CannotHandOver("not_scanned", codes=codes)
    if missing:
        check_words(Digitisation, excuse=reason)
        excuse(list(missing), reason.strip(), by=hand_of(by), now=now)


def _check_acknowledgement(handover: Handover, missing: Mapping[int, str], by: Acting) -> None:
    if handover.closed_at is not None:
        raise CannotAcknowledge("already_closed", number=handover.number)
    if not by.holds(ACTS[Verb.ACKNOWLEDGE].roles, handover.to_unit_id):
        raise NotYours(Verb.ACKNOWLEDGE)
    if not missing.keys() <= {item.dossier_id for item in handover.items.all()}:
        raise CannotAcknowledge("not_on_the_list")
    if not all(note.strip() for note in missing.values()):
        raise CannotAcknowledge("missing_without_note")
    for note in missing.values():
        check_words(HandoverItem, note=note)
