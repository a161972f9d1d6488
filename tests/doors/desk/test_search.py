"""R9 on the page: the one box answers with things to do, people and dossiers, also as one types."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from motcua.casework.dossiers.names import refresh_names
from motcua.doors.desk.everyday import DEEDS, meant
from motcua.foundation.journal.models import Entry
from motcua.registers.organisation.rules import Role
from tests.cases import quick_first
from tests.casework.desk import OWNER, Desk
from tests.doors.desk.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk.cast.client(Role.RECEPTION_OFFICER)


def offered(client: Client, typed: str) -> list[tuple[str, str]]:
    """Return what is offered: label and address."""
    page = client.post("/desk/suggest/", {"q": typed}).content.decode()
    return re.findall(r'data-href="([^"]*)"><span>([^<]*)</span>', page)


@pytest.mark.parametrize(
    ("typed", "page", "role"),
    [
        ("tiếp nh", "/desk/reception/", Role.RECEPTION_OFFICER),
        ("TRA KET QUA", "/desk/returns/", Role.RESULT_OFFICER),
        ("thu phí", "/desk/fees/", Role.CASHIER),
        ("ban giao", "/desk/handovers/", Role.RECEPTION_OFFICER),
        ("việc của", "/desk/worklist/", Role.SPECIALIST),
        ("chờ duyệt", "/desk/approvals/", Role.UNIT_LEADER),
        ("uy quyen", "/desk/delegation/", Role.UNIT_LEADER),
    ],
)
def test_an_everyday_phrase_opens_its_page(desk: Desk, typed: str, page: str, role: Role) -> None:
    client = desk.cast.client(role)
    assert page in [href for href, _ in offered(client, typed)]
    assert client.get(page).status_code == 200
    assert f'href="{page}"' in client.post("/desk/search/", {"q": typed}).content.decode()


@pytest.mark.parametrize("role", quick_first(Role))
def test_a_deed_is_offered_to_whoever_may_open_its_page(desk: Desk, role: Role) -> None:
    client, by = desk.cast.client(role), desk.by(role)
    for deed in DEEDS:
        if deed.page:
            opens = client.get(reverse(deed.page)).status_code == 200
            assert bool(meant(by, deed.said[0])) == opens, deed.said


def test_in_lai_phieu_leads_to_the_slip_of_what_is_named_or_came_last(
    desk: Desk, client: Client
) -> None:
    first, last = desk.receive(), desk.receive()
    for typed in ("in lại phiếu", "IN LAI PHIEU phan thi"):
        found = offered(client, typed)
        assert found[0] == (
            f"/desk/dossiers/{last.code}/receipt/",
            f"In lại phiếu: {OWNER.full_name}",
        )
        assert len(found) == 2
    named = offered(client, f"in lại phiếu {str(first.code).lower()}")
    assert [href for href, _ in named] == [f"/desk/dossiers/{first.code}/receipt/"]


def test_a_deed_with_a_name_leads_each_dossier_to_its_page(desk: Desk, client: Client) -> None:
    code = desk.receive().code
    page = client.post("/desk/search/", {"q": "thu phí phan ánh"}).content.decode()
    assert f'href="/desk/fees/{code}/"' in page


def test_while_typing_people_and_dossiers_are_offered_eight_at_most(
    desk: Desk, client: Client
) -> None:
    for nth in range(9):
        name = f"Phan Thị Ngọc {'ABCDEGHIK'[nth]}nh"
        desk.receive(parties=(replace(OWNER, full_name=name, identity_number=f"04019200631{nth}"),))
    found = offered(client, "phan t")
    assert len(found) == 8
    assert [href.split("/")[2] for href, _ in found[:3]] == ["applicants"] * 2 + ["dossiers"]
    assert [name for _, name in offered(client, "kn")] == ["Phan Thị Ngọc Knh"] * 2


def test_a_stranger_unit_is_offered_nothing(desk: Desk) -> None:
    code = str(desk.receive().code)
    stranger = desk.cast.client(Role.RECEPTION_OFFICER, unit="commune")
    for typed in (
        "phan",
        "Phan Thị Ngọc Ánh",
        "5318",
        code,
        f"in lại phiếu {code}",
        "in lai phieu",
    ):
        assert offered(stranger, typed) == [], typed


def test_a_specialist_is_offered_no_person(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    found = offered(desk.cast.client(Role.SPECIALIST), "phan thi")
    assert found == [(f"/desk/dossiers/{dossier.code}/", OWNER.full_name)]


def test_a_key_costs_few_statements_at_any_number_of_dossiers(desk: Desk, client: Client) -> None:
    for _more in range(2):
        desk.receive()
        refresh_names()
        with statements() as said:
            offered(client, "phan thị ng")
        assert len(said) <= 3 + 7


def test_what_is_typed_is_posted_and_stays_out_of_the_journal(desk: Desk, client: Client) -> None:
    desk.receive()
    before = Entry.objects.count()
    assert client.get("/desk/suggest/", {"q": "phan"}).status_code == 405
    offered(client, "0912345318")
    assert Entry.objects.count() == before


def test_what_is_offered_is_escaped(desk: Desk, client: Client) -> None:
    desk.receive(parties=(replace(OWNER, full_name="Ánh <b>Phan</b>", identity_number=""),))
    assert "&lt;b&gt;" in client.post("/desk/suggest/", {"q": "ánh"}).content.decode()
