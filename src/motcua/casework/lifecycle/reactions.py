"""When the journal says that a dossier turned, the applicant is told, and his store is filled."""

from motcua.casework.dossiers.models import Dossier, Notice
from motcua.casework.lifecycle.events import ResultIssued
from motcua.casework.lifecycle.notices import TEXTS
from motcua.casework.lifecycle.result_events import ResultReplaced
from motcua.casework.vault.actions import keep_of_dossier
from motcua.foundation.journal.reactions import reacts_to
from motcua.foundation.journal.rules import EntryRow, Event
from motcua.kit.dates import moment
from motcua.kit.money import vnd

READER = "lifecycle.notices"


def keep_for_the_owner(event: ResultIssued | ResultReplaced, entry: EntryRow) -> None:
    """Keep result and reusable papers in the owner's store; a refusal leaves nothing there."""
    if not event.is_refusal:
        keep_of_dossier(event.dossier_id, now=entry.at)


reacts_to(ResultIssued, name="lifecycle.storing")(keep_for_the_owner)
reacts_to(ResultReplaced, name="lifecycle.storing")(keep_for_the_owner)


def tell_the_applicant(event: Event, entry: EntryRow) -> None:
    """Record the notice of one entry; called twice it records it once.

    Basis: Decree 61/2018, art. 17-20 (the applicant is informed; mem-mid).
    """
    dossier = Dossier.objects.only("code", "due_at").get(pk=entry.dossier_id or 0)
    due = moment(dossier.due_at) if dossier.due_at else "không quy định thời hạn"
    Notice.objects.get_or_create(
        entry_id=entry.id,
        kind=event.kind,
        defaults={
            "dossier": dossier,
            "text": TEXTS[type(event)].format(
                code=dossier.code, due=due, amount=vnd(getattr(event, "amount_vnd", 0))
            ),
            "at": entry.at,
        },
    )


for _event in TEXTS:
    reacts_to(_event, name=READER)(tell_the_applicant)
