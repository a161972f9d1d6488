"""Opinions are signed at the desk, and the verdict on every signed file is told in words."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from motcua.casework.documents.digital import NewFile, attach
from motcua.casework.documents.models import PaperItem
from motcua.casework.documents.rules.papers import FileOrigin
from motcua.casework.dossiers.models import Dossier
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act
from motcua.casework.scanning.permissions import hand_of
from motcua.casework.signing.examining import verdict
from motcua.foundation.files.actions import keep
from motcua.foundation.files.queries import read
from motcua.foundation.files.rules import MediaType
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.signing.hands import Hands
from tests.doors.desk.statements import statements

pytestmark = pytest.mark.django_db
PAPER = re.compile(r'name="paper" value="([^"]+)"')


@pytest.fixture
def today(desk: Desk, hands: Hands) -> Desk:
    hands.give("second", officer_id=desk.cast.officer(Role.SPECIALIST).pk)
    desk.now = clock.now() - timedelta(hours=3)
    return desk


def text(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def post(client: Client, there: str, **values: object) -> str:
    sent = {"idempotency_key": str(uuid4()), **values}
    return text(client.post(there, sent, follow=True))


def said(desk: Desk) -> tuple[Dossier, Task]:
    dossier = desk.in_appraisal()
    desk.later(minutes=5).submit(dossier)
    return dossier, Task.objects.get(dossier=dossier, act=Act.APPRAISE)


def signed_at_the_desk(desk: Desk, hands: Hands, task: Task) -> str:
    """Sign as an officer does: open the page, send what stands in it with the PIN."""
    specialist = desk.cast.client(Role.SPECIALIST)
    page = text(specialist.get(f"/desk/opinions/{task.pk}/"))
    (paper,) = PAPER.findall(page)
    return post(specialist, "/desk/opinions/sign/", paper=paper, pin=hands.pin)


def with_paper(desk: Desk, dossier: Dossier, pdf: bytes) -> str:
    """Attach a file to the first paper, as the scan station does; it was examined."""
    by = desk.by(Role.RECEPTION_OFFICER)
    paper = PaperItem.objects.filter(dossier=dossier).order_by("id")[0]
    blob = keep(pdf, MediaType.PDF, now=clock.now())
    new = NewFile(blob.sha256, len(pdf), 1, "a.pdf", FileOrigin.BORN_DIGITAL)
    attach(paper.pk, new, by=hand_of(by), now=clock.now())
    verdict(pdf, clock.now())
    return str(blob.sha256)


def test_a_specialist_reads_and_signs_and_the_leader_sees_it(today: Desk, hands: Hands) -> None:
    dossier, task = said(today)
    today.later(minutes=5).check(dossier)
    own = text(today.cast.client(Role.SPECIALIST).get(f"/desk/dossiers/{dossier.pk}/"))
    assert f"/desk/opinions/{task.pk}/" in own
    assert "Đã ký số 1 phiếu ý kiến." in signed_at_the_desk(today, hands, task)
    task.refresh_from_db()
    verdict(read(str(task.signed_opinion_id)), clock.now())
    leader = today.cast.client(Role.UNIT_LEADER)
    page = text(leader.get(f"/desk/dossiers/{dossier.pk}/"))
    assert "Chữ ký hợp lệ" in page
    assert "Nguyễn Văn Kiên" in page
    assert "đã ký số: chữ ký hợp lệ" in text(leader.get("/desk/approvals/"))
    sheet = leader.get(f"/desk/opinions/{task.pk}/sheet.pdf")
    assert sheet.content == read(str(task.signed_opinion_id))


def test_one_pin_signs_every_sheet_that_was_read_and_no_other(today: Desk, hands: Hands) -> None:
    tasks = [said(today)[1] for _ in range(3)]
    specialist = today.cast.client(Role.SPECIALIST)
    page = ""
    for task in tasks[:2]:
        page = text(specialist.get(f"/desk/opinions/{task.pk}/"))
    papers = PAPER.findall(page)

    assert sorted(int(one.partition(":")[0]) for one in papers) == [task.pk for task in tasks[:2]]
    told = post(specialist, "/desk/opinions/sign/", paper=papers, pin=hands.pin)
    assert "Đã ký số 2 phiếu ý kiến." in told
    unsigned = Task.objects.filter(act=Act.APPRAISE, signed_opinion=None)
    assert [task.pk for task in unsigned] == [tasks[2].pk]
    assert PAPER.findall(told) == [f"{tasks[2].pk}:{seen_last(tasks[2])}"]


def seen_last(task: Task) -> str:
    task.refresh_from_db()
    return str(task.drawn_opinion_id)


def test_the_page_of_opinions_costs_the_same_for_many(today: Desk) -> None:
    specialist = today.cast.client(Role.SPECIALIST)
    said(today)
    text(specialist.get("/desk/opinions/"))
    with statements() as for_one:
        text(specialist.get("/desk/opinions/"))
    for _ in range(3):
        said(today)
    text(specialist.get("/desk/opinions/"))
    with statements() as for_four:
        text(specialist.get("/desk/opinions/"))

    assert len(for_four) == len(for_one)


def test_a_wrong_pin_signs_no_opinion(today: Desk, hands: Hands) -> None:
    _, task = said(today)
    hands.pin = "1"
    assert "Mã PIN không đúng." in signed_at_the_desk(today, hands, task)
    task.refresh_from_db()
    assert task.signed_opinion_id is None


def test_without_a_certificate_the_opinion_stands_unsigned(desk: Desk) -> None:
    desk.now = clock.now() - timedelta(hours=3)
    _, task = said(desk)
    specialist = desk.cast.client(Role.SPECIALIST)
    assert "chưa có chứng thư số" in text(specialist.get("/desk/opinions/"))
    assert f"/desk/opinions/{task.pk}/" not in text(specialist.get(f"/desk/tasks/{task.pk}/"))


def test_another_officer_finds_no_sheet_that_is_not_signed(today: Desk) -> None:
    _, task = said(today)
    leader = today.cast.client(Role.DIVISION_LEADER)
    assert leader.get(f"/desk/opinions/{task.pk}/").status_code == 404
    assert leader.get(f"/desk/opinions/{task.pk}/sheet.pdf").status_code == 404


def test_the_verdict_on_a_paper_is_told_wherever_it_is_worked_with(
    today: Desk, hands: Hands
) -> None:
    dossier, task = said(today)
    signed_at_the_desk(today, hands, task)
    task.refresh_from_db()
    good = read(str(task.signed_opinion_id))
    bad = good.replace(b"/Type /Catalog", b"/Type /Catalos", 1) + b"\n%more\n"
    today.later(minutes=5).check(dossier)
    leader = today.cast.client(Role.UNIT_LEADER)
    for pdf, words in ((good, "Chữ ký hợp lệ"), (bad, "Không tin được văn bản này")):
        sha256 = with_paper(today, dossier, pdf)
        there = f"/desk/dossiers/{dossier.pk}/verdicts/{sha256}/"
        papers = text(leader.get(f"/desk/dossiers/{dossier.pk}/")).split('class="chk')[1]
        assert words in papers.partition("</ul>")[0]
        assert there in papers
        assert words in text(leader.get(there))
        counter = today.cast.client(Role.RECEPTION_OFFICER)
        assert words in text(counter.get(f"/desk/dossiers/{dossier.code}/scan/"))
    assert "1 giấy có chữ ký số cần xem" in text(leader.get("/desk/approvals/"))


def test_a_paper_without_a_signature_says_nothing_of_one(today: Desk) -> None:
    dossier, _ = said(today)
    page = text(today.cast.client(Role.UNIT_LEADER).get(f"/desk/dossiers/{dossier.pk}/"))
    assert "/verdicts/" not in page


def test_verdicts_cost_no_statement_more(today: Desk, hands: Hands) -> None:
    dossier, task = said(today)
    leader = today.cast.client(Role.UNIT_LEADER)
    counter = today.cast.client(Role.RECEPTION_OFFICER)
    pages = (
        (leader, f"/desk/dossiers/{dossier.pk}/"),
        (counter, f"/desk/dossiers/{dossier.code}/scan/"),
    )
    costs = [_cost(client, there) for client, there in pages]
    signed_at_the_desk(today, hands, task)
    task.refresh_from_db()
    signed = read(str(task.signed_opinion_id))
    for pdf in (signed, signed + b"\n%more\n"):
        with_paper(today, dossier, pdf)
    assert [_cost(client, there) for client, there in pages] == costs


def _cost(client: Client, there: str) -> int:
    client.get(there)
    with statements() as said:
        assert client.get(there).status_code == 200
    return len(said)
