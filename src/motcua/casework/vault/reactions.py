"""When a stored paper is used, its file comes into the folder where officers look for it."""

from motcua.casework.vault.actions import lend_file
from motcua.casework.vault.events import PaperReused
from motcua.foundation.journal.reactions import reacts_to
from motcua.foundation.journal.rules import EntryRow


@reacts_to(PaperReused, name="vault.lending")
def lend(event: PaperReused, entry: EntryRow) -> None:
    """Give the folder the stored file."""
    lend_file(event.stored_paper_id, event.dossier_id)
