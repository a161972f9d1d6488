"""Rows of the permission matrix for the board."""

from tests.cast import Cast
from tests.house.matrix import the_dossier, thing


@thing("board/risk/<int:dossier_id>/remind/")
def _reminded(cast: Cast) -> dict[str, object]:
    return {"dossier_id": the_dossier(cast).pk}
