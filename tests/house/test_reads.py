"""P9: whoever sees a dossier is on record: each page of one that answers leaves a read."""

import pytest

from motcua.foundation.journal.models import AccessRead, Entry
from motcua.registers.organisation.rules import Role
from tests.cast import Cast
from tests.house.matrix import Maker
from tests.house.test_matrix import known_things, url_of
from tests.house.test_policies import Address

READERS = (
    Role.RECEPTION_OFFICER,
    Role.RESULT_OFFICER,
    Role.CASHIER,
    Role.SPECIALIST,
    Role.DIVISION_LEADER,
    Role.UNIT_LEADER,
    Role.CLERK_SEAL,
    Role.CENTRE_MANAGER,
    Role.INSPECTOR,
)


def _of_a_dossier() -> list[tuple[Address, Maker]]:
    named = ("<int:dossier_id>", "dossiers/<str:code>", "fees/<str:code>", "returns/<str:code>")
    return [
        (each, make) for each, make in known_things() if any(name in each.route for name in named)
    ]


_PARTS = ("scans/pages/<int:page_id>", "scans/files/<int:file_id>")
"""Addresses that name a part of a dossier, not the dossier."""


def _on_record() -> int:
    return AccessRead.objects.count() + Entry.objects.count()


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", READERS)
def test_every_page_of_a_dossier_that_answers_leaves_a_read(cast: Cast, role: Role) -> None:
    browser = cast.client(role)
    seen, unlogged = 0, []
    for each, make in _of_a_dossier():
        url = url_of(each.route, dict(make(cast)))
        before = _on_record()
        if browser.get(url).status_code == 200:
            seen += 1
            unlogged += [each.route] if _on_record() == before else []
    assert seen
    assert unlogged == []


@pytest.mark.django_db
@pytest.mark.parametrize("part", _PARTS)
def test_a_part_of_a_dossier_leaves_one_read_of_the_visit(cast: Cast, part: str) -> None:
    browser = cast.client(Role.RECEPTION_OFFICER)
    ((each, make),) = [(each, make) for each, make in known_things() if part in each.route]
    url = url_of(each.route, dict(make(cast)))
    before = AccessRead.objects.count()

    answers = [browser.get(url).status_code for _ in range(3)]

    assert answers == [200] * 3
    assert AccessRead.objects.count() == before + 1
