"""A result whose file still changes is not packed: the package would hold what never was whole."""

import io
import zipfile

import pytest

from motcua.casework.archive.actions import CannotArchive, pack
from motcua.casework.lifecycle.keep_original import keep_original
from motcua.foundation.files.queries import read
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.lifecycle.test_keep_original import sealed
from tests.casework.lifecycle.test_sign_result import result_of
from tests.casework.lifecycle.test_sign_result import today as today
from tests.casework.signing.hands import Hands


def test_a_result_is_packed_once_its_evidence_is_in(today: Desk, hands: Hands) -> None:
    hands.leader()
    (row,) = sealed(today, hands)
    by = today.by(Role.CLERK_SEAL)

    with pytest.raises(CannotArchive, match="unsealed"):
        pack(row.dossier_id, by=by, now=clock.now())
    keep_original(row.pk, clock.now())
    package = pack(row.dossier_id, by=by, now=clock.now())

    with zipfile.ZipFile(io.BytesIO(read(str(package.blob_id)))) as whole:
        (packed,) = (name for name in whole.namelist() if name.endswith(f"results/{row.pk}.pdf"))
        assert whole.read(packed) == read(str(result_of(row.dossier).file_id))
