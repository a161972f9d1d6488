"""A result is replaced from the dossier's page to the clerk's number, on paper or signed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import ResultState, Signing
from motcua.casework.dossiers.models import Dossier
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.signing.hands import Hands

pytestmark = pytest.mark.django_db
WORDS = {"title": "Giấy chứng nhận", "text": "Tên công ty: Ánh Dương.", "reason": "Sai tên"}


def text(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def post(client: Client, there: str, **values: object) -> str:
    sent = {"idempotency_key": str(uuid4()), **values}
    return text(client.post(there, sent, follow=True))


def began(desk: Desk) -> tuple[Dossier, Client, str, int]:
    """A leader draws up the replacement on the page of its act; return what he is shown."""
    desk.now = clock.now() - timedelta(days=1)
    dossier = desk.finished()
    leader = desk.cast.client(Role.UNIT_LEADER)
    there = f"/desk/dossiers/{dossier.pk}/acts/replace-result/"
    assert there in text(leader.get(f"/desk/dossiers/{dossier.pk}/"))
    assert "Thay thế kết quả" in text(leader.get(there))
    page = post(leader, there, **WORDS)
    return dossier, leader, page, Result.objects.replacing().get().pk


def test_on_paper(desk: Desk) -> None:
    dossier, leader, page, result_id = began(desk)
    old = Result.objects.get(dossier=dossier, state=ResultState.ISSUED)
    assert old.number in page
    assert "Phê duyệt trên giấy" in page
    assert "Xem và ký văn bản thay thế" in text(leader.get(f"/desk/dossiers/{dossier.pk}/"))
    post(leader, f"/desk/replacements/{result_id}/approve/")
    clerk = desk.cast.client(Role.CLERK_SEAL)
    assert "Vì sao phát hành trên giấy" in text(clerk.get("/desk/replacements/"))
    there = f"/desk/replacements/{result_id}/issue/"
    assert "Chưa ghi lý do cấp bản giấy." in post(clerk, there, why_on_paper="")
    said = post(clerk, there, why_on_paper="Chưa có chứng thư số")
    new = Result.objects.get(dossier=dossier, state=ResultState.ISSUED)
    assert f"Văn bản số {new.number} đã thay thế văn bản trước." in said
    story = text(leader.get(f"/desk/dossiers/{dossier.pk}/"))
    assert f"Văn bản số {new.number} thay thế văn bản số {old.number}" in story


def test_signed(desk: Desk, hands: Hands) -> None:
    hands.leader()
    dossier, leader, page, result_id = began(desk)
    paper = page.split('name="paper" value="')[1].partition('"')[0]
    picture = leader.get(f"/desk/replacements/{result_id}/file.pdf?page=1")
    assert picture.content.startswith(b"\x89PNG")
    there = f"/desk/replacements/{result_id}/approve/"
    assert "Mã PIN không đúng." in post(leader, there, paper=paper, pin="1")
    assert "Đã ký số văn bản thay thế." in post(leader, there, paper=paper, pin=hands.pin)
    post(desk.cast.client(Role.CLERK_SEAL), f"/desk/replacements/{result_id}/issue/")
    row = Result.objects.get(dossier=dossier, state=ResultState.ISSUED)
    assert (row.pk, row.signing) == (result_id, Signing.SIGNED)


def test_nothing_waits(desk: Desk) -> None:
    page = text(desk.cast.client(Role.CLERK_SEAL).get("/desk/replacements/"))
    assert "Không có văn bản nào đang được thay thế" in page


def test_another_unit_finds_nothing(desk: Desk) -> None:
    *_, result_id = began(desk)
    stranger = desk.cast.client(Role.UNIT_LEADER, unit="justice")
    assert stranger.get(f"/desk/replacements/{result_id}/").status_code == 404
    assert stranger.get(f"/desk/replacements/{result_id}/file.pdf").status_code == 404
