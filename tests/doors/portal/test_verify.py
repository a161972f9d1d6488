"""C13: anybody checks a document by its file, or by the code that its QR brings."""

from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from motcua.casework.documents.actions import revoke_result
from motcua.casework.documents.models import Result
from motcua.casework.lifecycle.issue_replacement import issue_replacement
from motcua.casework.lifecycle.replace_result import (
    Corrected,
    approve_replacement,
    replace_result,
)
from motcua.casework.lifecycle.seal_result import seal_results
from motcua.casework.lifecycle.sign_result import Chosen, see_original, sign_results
from motcua.casework.signing import examining
from motcua.foundation.files.queries import read
from motcua.foundation.isolation.rules import Contained, Containment
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.signing import attacks
from tests.casework.signing.authority import Bench, small_pdf
from tests.casework.signing.hands import Hands

pytestmark = pytest.mark.django_db
TAMPERED = (
    "flipped_byte_at_30_percent", "content_replaced_after_signing", "page_added", "page_removed",
    "page_covered_by_an_annotation", "catalog_replaced", "bytes_after_the_end", "script_added",
    "signature_of_another_file", "range_misses_the_end", "signed_by_revoked",
    "truncated_at_50_percent",
)  # fmt: skip


def upload(pdf: bytes, **more: Any) -> HttpResponse:
    file = BytesIO(pdf)
    file.name = "van-ban.pdf"
    return Client(**more).post("/verify/", {"file": file})  # type: ignore[return-value]


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def sealed(desk: Desk, hands: Hands) -> Result:
    """A result signed, numbered and sealed today."""
    desk.now = clock.now()
    hands.leader()
    dossier = desk.in_appraisal()
    for step in (desk.submit, desk.check):
        step(dossier)
    leader, task = desk.by(Role.UNIT_LEADER), desk.open_task(dossier)
    original = see_original(task.pk, by=leader, now=desk.now)
    sign_results([Chosen(task.pk, original.sha256)], hands.pin, by=leader, now=clock.now())
    desk.issue(dossier)
    row = Result.objects.get(dossier=dossier)
    seal_results([row.pk], hands.pin, by=desk.by(Role.CLERK_SEAL), now=clock.now())
    row.refresh_from_db()
    return row


def test_a_good_file_is_called_good_and_its_result_in_force(desk: Desk, hands: Hands) -> None:
    row = sealed(desk, hands)
    said = text(upload(read(str(row.file_id))))
    assert "Chữ ký hợp lệ" in said
    assert "Đang có hiệu lực" in said
    assert row.number in said
    assert "Ngọc Ánh" not in said
    assert "040192006318" not in said


def test_the_code_of_the_qr_answers_without_a_file(desk: Desk, hands: Hands) -> None:
    row = sealed(desk, hands)
    there = f"/verify/?code={row.dossier.code}&check={row.check_code}"
    said = text(Client().get(there))  # type: ignore[arg-type]
    assert "Đang có hiệu lực" in said
    assert "Chữ ký hợp lệ" in said
    with translation.override("en"):
        english = text(Client(HTTP_ACCEPT_LANGUAGE="en").get(there))  # type: ignore[arg-type]
    assert "The signatures are valid" in english


def test_a_revoked_result_says_so_though_its_signature_is_good(desk: Desk, hands: Hands) -> None:
    row = sealed(desk, hands)
    revoke_result(row.dossier_id, reason="Cấp sai đối tượng", now=clock.now())
    said = text(upload(read(str(row.file_id))))
    assert "Đã bị thu hồi" in said
    assert "Cấp sai đối tượng" not in said


def test_nothing_added_to_a_revoked_result_hides_that_it_is(desk: Desk, hands: Hands) -> None:
    row = sealed(desk, hands)
    revoke_result(row.dossier_id, reason="Cấp sai đối tượng", now=clock.now())
    said = text(upload(read(str(row.file_id)) + b"\n"))
    assert "Chữ ký hợp lệ" in said
    assert "Đã bị thu hồi" in said


def test_the_register_says_nothing_of_a_file_that_was_spoiled(desk: Desk, hands: Hands) -> None:
    row = sealed(desk, hands)
    said = text(upload(read(str(row.file_id)) + b"\n%%junk"))
    assert "Không tin được văn bản này" in said
    assert "Đang có hiệu lực" not in said


@pytest.mark.parametrize("name", TAMPERED)
def test_twelve_tampered_files_are_refused(bench: Bench, hands: Hands, name: str) -> None:
    said = text(upload(attacks.EVERY[name](bench)))
    assert "Chữ ký hợp lệ" not in said
    assert 'class="answer ok"' not in said


def test_a_file_without_signature_is_told(hands: Hands) -> None:
    assert "không có chữ ký số" in text(upload(small_pdf()))


def test_a_wrong_check_is_counted_and_stopped(desk: Desk) -> None:
    codes = [
        Client().get("/verify/?code=H41.14-261012-0001&check=XXXXXXXX").status_code
        for _ in range(21)
    ]
    assert codes[0] == 422
    assert codes[-1] == 429


def test_nothing_given_is_asked_again(desk: Desk) -> None:
    answer = Client().post("/verify/", {"code": "", "check": ""})
    assert answer.status_code == 422
    assert "Xin chọn tệp PDF" in text(answer)  # type: ignore[arg-type]


def test_a_replaced_result_names_the_one_that_holds(desk: Desk, hands: Hands) -> None:
    row = sealed(desk, hands)
    leader, now = desk.by(Role.UNIT_LEADER), clock.now()
    new = replace_result(row.dossier_id, Corrected("Giấy", "Đúng", "Sai"), by=leader, now=now)
    approve_replacement(new.pk, by=leader, now=now)
    clerk = desk.by(Role.CLERK_SEAL)
    new = issue_replacement(new.pk, why_on_paper="Chưa có chứng thư", by=clerk, now=clock.now())
    there = f"/verify/?code={row.dossier.code}&check={row.check_code}"
    for answer in (Client().get(there), upload(read(str(row.file_id)))):
        said = text(answer)  # type: ignore[arg-type]
        assert "Đã được thay bằng văn bản khác" in said
        assert new.number in said


def test_in_a_busy_minute_the_file_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def ask(self, _message: bytes) -> bytes:
            raise Contained(Containment.BUSY)

    with monkeypatch.context() as full:
        full.setattr(examining, "chamber", lambda *_: Full())
        answer = upload(small_pdf())
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Tệp chưa được xem" in text(answer)
    assert upload(small_pdf()).status_code == 200
