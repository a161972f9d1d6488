"""Whoever logs in comes to his own work, and from there to every door that is open to him."""

from uuid import uuid4

import pytest

from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
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
        (Role.DIGITISER, "/desk/scans/"),
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


def test_from_a_page_that_is_not_there_an_officer_goes_back_to_his_work(cast: Cast) -> None:
    page = cast.client(Role.SPECIALIST).get("/desk/dossiers/404404/").content.decode()
    assert 'href="/desk/">Về trang làm việc' in page


def test_who_brought_the_result_home_is_not_sent_to_a_list_that_is_closed_to_him(at: Desk) -> None:
    dossier = at.finished()
    task = at.open_task(dossier)
    form = {"task": task.pk, "idempotency_key": str(uuid4())}
    clerk = at.cast.client(Role.RESULT_OFFICER)
    answer = clerk.post(f"/desk/dossiers/{dossier.pk}/acts/collect/", form, follow=True)
    assert answer.status_code == 200
    assert "Kết quả đã về nơi trả" in answer.content.decode()


def test_who_has_no_list_is_offered_none_on_a_dossier(at: Desk) -> None:
    dossier = at.in_appraisal()
    page = at.cast.client(Role.CENTRE_MANAGER).get(f"/desk/dossiers/{dossier.pk}/", follow=True)
    assert page.status_code == 200
    assert "/desk/worklist/" not in page.content.decode()
