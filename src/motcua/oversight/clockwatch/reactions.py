"""When the journal says that a dossier ended, or goes on again, its split is kept or forgotten."""

from motcua.casework.lifecycle import events
from motcua.foundation.journal.reactions import reacts_to
from motcua.foundation.journal.rules import EntryRow, Event
from motcua.oversight.clockwatch.actions import keep_split

READER = "clockwatch.splits"
ENDINGS = (
    events.ResultIssued,
    events.DossierStopped,
    events.DossierWithdrawn,
    events.SettledElsewhere,
    events.StepRecalled,
)


def keep(_event: Event, entry: EntryRow) -> None:
    """Keep the split of the dossier as it stands; called twice it keeps the same."""
    if entry.dossier_id is not None:
        keep_split(entry.dossier_id, entry.at)


for _event in ENDINGS:
    reacts_to(_event, name=READER)(keep)
