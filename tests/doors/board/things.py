"""Rows of the permission matrix for the board."""

from tests.casework.desk import Desk
from tests.casework.procedures import REGISTER_FIRM, announced
from tests.cast import Cast
from tests.house.matrix import thing


@thing("board/risk/<int:dossier_id>/remind/")
def _reminded(cast: Cast) -> dict[str, object]:
    return {"dossier_id": Desk(cast, announced(cast, REGISTER_FIRM)).receive().pk}
