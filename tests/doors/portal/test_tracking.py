"""Whoever waits for a dossier follows it with code and secret; nobody learns of another's."""

import re
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import supplement
from motcua.casework.lifecycle.supplying import Demand, Lacking
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TAIL = "5318"


def ask(code: str, key: str, **more: Any) -> HttpResponse:
    return Client(**more).post("/track/", {"code": code, "key": key})  # type: ignore[return-value]


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_the_answer_is_the_headline(at: Desk) -> None:
    dossier = at.in_appraisal()
    said = text(ask(str(dossier.code), TAIL))
    assert "Đang thẩm định. Hẹn trả trước 17:00 thứ Hai 19/10/2026." in said
    assert "Phan T. N. Á." in said
    assert "Ngọc Ánh" not in said
    assert "040192006318" not in said
    assert "Phòng Đăng ký kinh doanh" in said


def test_the_receipts_key_opens_too_and_forgives_spelling(at: Desk) -> None:
    dossier = at.receive()
    loose = str(dossier.code).lower().replace("-", " - ")
    assert ask(loose, dossier.look_up_key.lower()).status_code == 200


def test_a_pause_says_why_and_what_to_bring(at: Desk) -> None:
    dossier = at.in_appraisal()
    demand = Demand((Lacking("Điều lệ công ty", "thiếu chữ ký"),), "Thiếu chữ ký", "Điều 5")
    by = at.by(Role.SPECIALIST)
    supplement.ask_supplement(dossier.pk, demand, by=by, now=at.now)
    said = text(ask(str(dossier.code), TAIL))
    assert "Đồng hồ đang dừng: chờ bổ sung hồ sơ." in said
    assert "<li>Điều lệ công ty</li>" in said


def test_a_late_dossier_is_called_late(at: Desk) -> None:
    dossier = at.in_appraisal()
    at.later(days=20)
    assert "đã quá hẹn 17:00 thứ Hai 19/10/2026" in text(ask(str(dossier.code), TAIL))


def test_unknown_code_and_wrong_key_are_answered_alike(at: Desk) -> None:
    dossier = at.receive()
    known, unknown = str(dossier.code), "H41.14-261012-9999"

    def cost(code: str) -> tuple[int, int, str]:
        with CaptureQueriesContext(connection) as captured:
            answer = ask(code, "0000")
        page = text(answer).replace(code, "")
        token = page.partition('csrfmiddlewaretoken" value="')[2].partition('"')[0]
        return answer.status_code, len(captured), page.replace(token, "")

    right, wrong = cost(known), cost(unknown)
    assert (right[0], right[1]) == (wrong[0], wrong[1]) == (422, 3)
    assert len(right[2]) == len(wrong[2])


def test_following_costs_three_statements_however_long_the_story(at: Desk) -> None:
    dossier = at.finished()
    ask(str(dossier.code), TAIL)
    with CaptureQueriesContext(connection) as captured:
        assert ask(str(dossier.code), TAIL).status_code == 200
    assert len(captured) == 3


def test_an_unchanged_answer_is_not_sent_again(at: Desk) -> None:
    dossier = at.receive()
    address = f"/track/?code={dossier.code}&key={dossier.look_up_key}"
    first = Client().get(address)
    again = Client(headers={"If-None-Match": first["ETag"]}).get(address)
    assert (first.status_code, again.status_code) == (200, 304)
    at.later(hours=1).hand_over(dossier)
    moved = Client(headers={"If-None-Match": first["ETag"]}).get(address)
    assert moved.status_code == 200


def test_enumeration_reveals_nothing_and_is_stopped(at: Desk) -> None:
    dossier = at.receive()
    answers = [ask(f"H41.14-261012-{n:04}", "0000").status_code for n in range(2000, 2030)]
    assert answers == [422] * 20 + [429] * 10
    assert ask(str(dossier.code), TAIL).status_code == 429
    assert ask(str(dossier.code), TAIL, REMOTE_ADDR="10.1.1.1").status_code == 200


def test_the_digits_of_one_code_cannot_be_tried_from_many_addresses(at: Desk) -> None:
    dossier = at.receive()
    for n in range(10):
        ask(str(dossier.code), f"{n:04}", REMOTE_ADDR=f"10.{n}.0.1")
    assert ask(str(dossier.code), TAIL, REMOTE_ADDR="10.99.0.1").status_code == 429
    Dossier.objects.filter(pk=dossier.pk).update(look_up_key="KEYA")
    assert ask(str(dossier.code), "KEYA", REMOTE_ADDR="10.99.0.1").status_code == 200


def test_a_neighbourhood_is_counted_together(at: Desk) -> None:
    for n in range(100):
        ask(f"H41.14-261012-{n:04}", "0000", REMOTE_ADDR=f"10.0.0.{n}")
    assert ask("H41.14-261012-5000", "0000", REMOTE_ADDR="10.0.0.200").status_code == 429
    assert ask("H41.14-261012-5000", "0000", REMOTE_ADDR="10.0.1.1").status_code == 422


def test_a_village_behind_one_address_is_never_stopped(at: Desk) -> None:
    code = str(at.receive().code)
    assert {ask(code, TAIL).status_code for _ in range(60)} == {200}


def test_an_identity_number_opens_nothing(at: Desk) -> None:
    dossier = at.receive()
    assert ask(str(dossier.code), "040192006318").status_code == 422


@pytest.mark.parametrize("code", ["", "x" * 5000, "' OR 1=1 --", "…"])
def test_nonsense_is_asked_again(cast: Cast, code: str) -> None:
    assert ask(code, "1234").status_code == 422


def test_what_is_no_text_is_refused_at_the_gate(cast: Cast) -> None:
    assert ask("H41\x00", "1234").status_code == 400


def test_english_is_complete(at: Desk) -> None:
    dossier = at.in_appraisal()
    browser = Client(headers={"Accept-Language": "en"})
    said = browser.post("/track/", {"code": dossier.code, "key": TAIL}).content.decode()
    assert "Under appraisal. Ready by 17:00 Monday 19/10/2026." in said


def test_the_page_says_where_the_time_went_in_one_sentence(at: Desk) -> None:
    dossier = at.in_appraisal()
    at.later(days=20)
    page = ask(str(dossier.code), TAIL).content.decode()
    assert "Vì sao trễ" in page
    assert re.search(r"Từ lúc tiếp nhận đã qua 482 giờ, giờ làm việc là [^.]+: nhiều nhất là", page)
    assert "Cán bộ đang xử lý" in page
    why = page.partition('id="why"')[2].partition("</section>")[0]
    assert "Sở" not in why
