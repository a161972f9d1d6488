"""L2 and the seals: the pages show the very file, take one PIN, and say what was left."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import Signing
from motcua.casework.dossiers.models import Dossier
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.signing.hands import Hands

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(desk: Desk) -> Desk:
    desk.now = clock.now()
    return desk


def to_decide(desk: Desk) -> Dossier:
    dossier = desk.in_appraisal()
    desk.now = clock.now()
    desk.submit(dossier)
    desk.check(dossier)
    return dossier


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def post(client: Client, there: str, **values: object) -> HttpResponse:
    sent = {"idempotency_key": str(uuid4()), **values}
    return client.post(there, sent, follow=True)  # type: ignore[return-value]


def papers(page: str) -> list[str]:
    return [part.partition('"')[0] for part in page.split('name="paper" value="')[1:]]


def test_a_leader_reads_signs_and_the_clerk_seals(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossiers = [to_decide(today) for _ in range(2)]
    leader = today.cast.client(Role.UNIT_LEADER)
    for dossier in dossiers:
        leader.get(f"/desk/sign/{today.open_task(dossier).pk}/")
    page = text(leader.get("/desk/sign/"))  # type: ignore[arg-type]
    chosen = papers(page)
    assert len(chosen) == 2
    said = text(post(leader, "/desk/sign/seen/", paper=chosen, pin=hands.pin))
    assert "Đã ký số 2 văn bản." in said
    for dossier in dossiers:
        today.issue(dossier)
    clerk = today.cast.client(Role.CLERK_SEAL)
    assert clerk.get(f"/desk/dossiers/{dossiers[0].code}/").status_code == 200
    listed = text(clerk.get("/desk/seals/"))  # type: ignore[arg-type]
    ids = [part.partition('"')[0] for part in listed.split('name="result" value="')[1:]]
    assert "Đã đóng dấu số 2 văn bản." in text(
        post(clerk, "/desk/seals/seal/", result=ids, pin=hands.pin)
    )
    assert set(Result.objects.values_list("signing", flat=True)) == {Signing.SEALED}


def test_the_hash_on_the_page_is_that_of_the_file(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    leader = today.cast.client(Role.UNIT_LEADER)
    page = text(leader.get("/desk/sign/"))  # type: ignore[arg-type]
    sha = str(Result.objects.get(dossier=dossier).file_id)
    assert sha[:16] in page
    file = leader.get(f"/desk/dossiers/{dossier.pk}/original.pdf")
    assert file["Content-Type"] == "application/pdf"
    picture = leader.get(f"/desk/dossiers/{dossier.pk}/original.pdf?page=1")
    assert picture.content.startswith(b"\x89PNG")


def test_a_wrong_pin_is_told_and_signs_nothing(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    leader = today.cast.client(Role.UNIT_LEADER)
    leader.get("/desk/sign/")
    chosen = papers(text(leader.get("/desk/sign/")))  # type: ignore[arg-type]
    said = text(post(leader, "/desk/sign/seen/", paper=chosen, pin="1"))
    assert "Mã PIN không đúng." in said
    assert Result.objects.get(dossier=dossier).signing == Signing.DRAWN


def test_without_a_certificate_the_page_leads_to_paper(today: Desk) -> None:
    to_decide(today)
    page = text(today.cast.client(Role.UNIT_LEADER).get("/desk/sign/"))  # type: ignore[arg-type]
    assert "chưa có chứng thư số" in page
    assert "Đến trang phê duyệt" in page


def test_a_dossier_opens_whose_result_was_shown_before_anybody_drafted_it(
    at: Desk, hands: Hands
) -> None:
    hands.leader()
    dossier = at.in_appraisal()
    at.submit(dossier)
    at.check(dossier)
    leader = at.cast.client(Role.UNIT_LEADER)
    assert leader.get("/desk/sign/").status_code == 200

    page = leader.get(f"/desk/dossiers/{dossier.pk}/")

    assert page.status_code == 200
    assert "Đủ điều kiện." in page.content.decode()


def test_a_leader_turns_the_file_reads_the_refusal_and_signs_it(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    task = today.open_task(dossier).pk
    leader = today.cast.client(Role.UNIT_LEADER)
    assert "Không giải quyết" in text(leader.get(f"/desk/sign/{task}/"))  # type: ignore[arg-type]
    page = text(post(leader, f"/desk/sign/{task}/turn/", to="refuse", reason="Ngoài địa bàn."))
    assert "Văn bản này không giải quyết hồ sơ" in page
    assert "Ngoài địa bàn." in page
    said = text(post(leader, "/desk/sign/seen/", paper=papers(page), pin=hands.pin))
    assert "Đã ký số 1 văn bản." in said
    today.issue(dossier)
    row = Result.objects.get(dossier=dossier)
    assert (row.kind_code, row.signing) == ("refusal", Signing.SIGNED)
    assert "Ngoài địa bàn." in text(leader.get(f"/desk/dossiers/{dossier.pk}/"))  # type: ignore[arg-type]


def test_a_refusal_without_a_reason_is_asked_for_it(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    leader = today.cast.client(Role.UNIT_LEADER)
    there = f"/desk/sign/{today.open_task(dossier).pk}/turn/"
    assert "Chưa ghi lý do" in text(post(leader, there, to="refuse", reason=" "))


def test_a_key_that_rests_is_told_to_its_holder_and_to_the_administrator(
    today: Desk, hands: Hands
) -> None:
    hands.leader()
    to_decide(today)
    leader = today.cast.client(Role.UNIT_LEADER)
    leader.get("/desk/sign/")
    chosen = papers(text(leader.get("/desk/sign/")))  # type: ignore[arg-type]
    for _ in range(5):
        said = text(post(leader, "/desk/sign/seen/", paper=chosen, pin="1"))
    assert "Khóa ký tạm nghỉ đến" in said
    assert "Khóa ký tạm nghỉ đến" in text(
        post(leader, "/desk/sign/seen/", paper=chosen, pin=hands.pin)
    )
    admin = today.cast.client(Role.SYSTEM_ADMIN)
    page = text(admin.get("/backstage/certificates/"))  # type: ignore[arg-type]
    assert "khóa tạm nghỉ đến" in page


@pytest.mark.parametrize(
    ("role", "name", "sent"),
    [
        (Role.UNIT_LEADER, "sign_seen", {"paper": "²:abc"}),
        (Role.CLERK_SEAL, "seal", {"result": "²"}),
    ],
)
def test_what_is_no_number_chooses_nothing(
    desk: Desk, role: Role, name: str, sent: dict[str, str]
) -> None:
    client = desk.cast.client(role)

    assert post(client, reverse(f"desk:{name}"), pin="1", **sent).status_code < 500


@pytest.mark.parametrize("task_id", [7_777_777, 10**25])
def test_a_step_that_is_none_is_not_found(today: Desk, hands: Hands, task_id: int) -> None:
    hands.leader()
    leader = today.cast.client(Role.UNIT_LEADER)
    chosen = f"{task_id}:{'a' * 64}"
    answers = [
        post(leader, f"/desk/sign/{task_id}/turn/", to="grant"),
        post(leader, "/desk/sign/seen/", paper=chosen, pin=hands.pin),
    ]
    assert all(answer.status_code in (404, 422) for answer in answers)
