"""What the desk proposes for a result: the title and symbol that the catalogue names."""

from motcua.casework.lifecycle import wording
from motcua.casework.lifecycle.workspace import Workspace
from motcua.casework.processes.rules import Act, Outcome
from motcua.registers.catalogue.queries.content import ResultRow, content_of
from motcua.registers.catalogue.rules import VersionState

USUAL_SYMBOL = "KQ"


def title_of(space: Workspace) -> str:
    """Return the draft's title, else the first result that the announced version names.

    A dossier that was decided against gets the title of a refusal.
    """
    decisions = [one.outcome for one in space.tasks if one.act == Act.APPROVE and one.closed_at]
    if decisions[-1:] == [Outcome.REJECTED]:
        return wording.REFUSAL_TITLE
    if space.draft:
        return space.draft.title
    first = next(iter(_results(space)), None)
    return first.name if first else space.dossier.version.name


def symbol_of(space: Workspace) -> str:
    """Return the symbol of the result that is drafted, else of the first of the version."""
    results = _results(space)
    named = [one for one in results if space.draft and one.name == space.draft.title]
    return next((one.symbol for one in (*named, *results) if one.symbol), USUAL_SYMBOL)


def _results(space: Workspace) -> tuple[ResultRow, ...]:
    version = space.dossier.version
    return content_of(version.pk, VersionState(version.state)).results
