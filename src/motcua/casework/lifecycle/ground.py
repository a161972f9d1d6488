"""What a reception stands on: the version's standing, its process and the places, in one look."""

from dataclasses import dataclass
from uuid import UUID

from motcua.casework.lifecycle.filing import Filing
from motcua.casework.processes.graphs import asked_definition
from motcua.foundation.journal.actions import claiming
from motcua.foundation.rows import ask
from motcua.registers.calendar.places import Places, asked_places
from motcua.registers.catalogue.queries.reception import Standing, asked_standing
from motcua.registers.organisation.rules import Acting


@dataclass(frozen=True)
class Ground:
    """`standing` and `definition_id` are None when there is no such version, or no process."""

    standing: Standing | None
    definition_id: int | None
    places: Places


def ground_of(filing: Filing, *, by: Acting, key: UUID | None) -> Ground:
    """Claim the key and read the ground of a filing; one statement. Raises `AlreadyDone`."""
    units = (filing.receiving_unit_id, filing.competent_unit_id, filing.return_unit_id)
    _, standing, definition_id, places = ask(
        claiming(key, by=by.actor),
        asked_standing(filing.version_id),
        asked_definition(filing.version_id, filing.case_id),
        asked_places([*units, by.unit_id]),
    )
    return Ground(standing, definition_id, places)
