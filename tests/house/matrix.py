"""Rows of the permission matrix: for each address of a thing, how to make one of Finance's.

A door writes its rows in `tests/doors/<door>/things.py`:

    @thing("desk/dossiers/<int:dossier_id>/")
    def _(cast: Cast) -> dict[str, object]:
        return {"dossier_id": the_dossier(cast).pk}

The thing belongs to Finance (division `business`) and was received at the Centre. The matrix then
sends every role there: of the own unit, of another unit, and a visitor.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from motcua.casework.dossiers.models import Dossier
from motcua.registers.organisation.rules import SEES_ALL, Role
from tests.casework.desk import Desk
from tests.casework.procedures import REGISTER_FIRM, announced
from tests.cast import Cast

Maker = Callable[[Cast], Mapping[str, object]]
THINGS: dict[str, Maker] = {}
ANYWHERE: dict[str, frozenset[Role]] = {}
# Where the same role works in a unit that has nothing to do with Finance or the Centre.
ELSEWHERE = dict.fromkeys(Role, "justice") | {
    Role.RECEPTION_OFFICER: "commune",
    Role.RESULT_OFFICER: "commune",
    Role.CASHIER: "commune",
    Role.DIGITISER: "commune",
    Role.POSTAL_CLERK: "commune",
    Role.PROVINCE_CLERK: "commune",
}


def thing(route: str, *, anywhere: frozenset[Role] = SEES_ALL) -> Callable[[Maker], Maker]:
    """Register how to make the thing an address shows, and which roles see it from any unit."""

    def register(maker: Maker) -> Maker:
        THINGS[route] = maker
        ANYWHERE[route] = anywhere
        return maker

    return register


def the_dossier(cast: Cast) -> Dossier:
    """Return the one dossier of the matrix, brought to appraisal the first time."""
    found = Dossier.objects.first()
    dossier = found or Desk(cast, announced(cast, REGISTER_FIRM)).in_appraisal()
    dossier.refresh_from_db()
    return dossier


def rows() -> dict[str, Maker]:
    """Return the rows of every door, by route."""
    for file in sorted((Path(__file__).parents[1] / "doors").glob("*/things.py")):
        import_module(f"tests.doors.{file.parent.name}.things")
    return THINGS
