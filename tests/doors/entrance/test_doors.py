"""Whoever logs in comes to his own work, and from there to every door that is open to him."""

import pytest

from motcua.registers.organisation.rules import Role
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_the_first_page_after_logging_in_is_one_that_opens(cast: Cast, role: Role) -> None:
    answer = cast.client(role).get("/desk/", follow=True)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.RECEPTION_OFFICER, "/desk/"),
        (Role.SPECIALIST, "/desk/worklist/"),
        (Role.UNIT_LEADER, "/desk/approvals/"),
        (Role.CENTRE_MANAGER, "/board/"),
        (Role.SYSTEM_ADMIN, "/backstage/"),
    ],
)
def test_it_is_the_page_of_his_work(cast: Cast, role: Role, first: str) -> None:
    assert cast.client(role).get("/desk/", follow=True).request["PATH_INFO"] == first


def test_a_leader_goes_from_his_list_to_the_figures_and_back(cast: Cast) -> None:
    leader = cast.client(Role.UNIT_LEADER)
    assert 'href="/board/"' in leader.get("/desk/worklist/").content.decode()
    assert 'class="btn" href="/desk/"' in leader.get("/board/").content.decode()


def test_nobody_is_shown_a_door_that_is_closed_to_him(cast: Cast) -> None:
    page = cast.client(Role.SPECIALIST).get("/desk/worklist/").content.decode()
    assert "/board/" not in page
    assert "/backstage/" not in page
