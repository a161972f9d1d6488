"""A4: a process with a fault is not published, the fault is named at its row."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from motcua.casework.processes.designing import definitions_of, problems_of
from motcua.kit import clock
from motcua.registers.catalogue import actions
from motcua.registers.catalogue.queries.editing import draft_of, version_line
from motcua.registers.organisation.rules import Role
from tests.casework.procedures import REGISTER_FIRM
from tests.cast import Cast
from tests.doors.backstage.asking import post, text_of
from tests.doors.backstage.test_procedures import DECIDED, _form_of


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client(Role.PROCEDURE_CONTROLLER)


@pytest.fixture
def draft_id(cast: Cast) -> int:
    by = cast.acting(Role.PROCEDURE_CONTROLLER)
    return actions.draft(REGISTER_FIRM, by=by, now=clock.now()).pk


def _send(client: Client, draft_id: int, **changed: str) -> Any:
    place = f"/backstage/procedures/{draft_id}/process/"
    return post(client, place, **(_form_of(client, place) | changed))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"role-3": ""}, "Dòng 3 (appraise): Bước chưa có vai trò thực hiện."),
        ({"returns_to-4": "khong_co"}, "Dòng 4 (check): Bước trả về không có trong bảng."),
        ({"returns_to-4": "issue"}, "Dòng 4 (check): Chỉ trả về được một bước đứng trước."),
        ({"working_minutes-3": "40"}, "dài hơn thời hạn 40 giờ"),
        ({"key-2": "receive"}, "Hai bước có cùng một mã."),
    ],
)
def test_a_fault_is_named_at_its_row_and_nothing_is_published(
    client: Client, draft_id: int, changed: dict[str, str], said: str
) -> None:
    refused = _send(client, draft_id, do="publish", **DECIDED, **changed)
    assert refused.status_code == 422
    assert said in text_of(refused)
    assert definitions_of(draft_id) == ()
    assert draft_of(draft_id).steps == REGISTER_FIRM.steps


def test_a_sound_table_is_approved_and_published_together(client: Client, draft_id: int) -> None:
    sent = _send(client, draft_id, do="publish", **DECIDED)
    assert sent.status_code == 302, text_of(sent)
    line = version_line(draft_id)
    assert line is not None
    assert line.approved_at
    assert line.active_at
    assert [row.number for row in definitions_of(draft_id)] == [1]
    assert _send(client, draft_id).status_code == 422


def test_a_table_with_a_fault_may_be_kept_as_a_draft(client: Client, draft_id: int) -> None:
    assert _send(client, draft_id, **{"returns_to-4": "khong_co"}).status_code == 302
    page = text_of(client.get(f"/backstage/procedures/{draft_id}/process/"))
    assert 'href="#row-4"' in page


def test_what_the_register_would_not_hold_is_not_saved(client: Client, draft_id: int) -> None:
    refused = _send(client, draft_id, **{"working_minutes-1": "", "name-2": "Đổi tên"})
    assert refused.status_code == 422
    assert 'value="Đổi tên"' in text_of(refused)
    assert draft_of(draft_id).steps == REGISTER_FIRM.steps


@pytest.mark.parametrize("template", ["t1", "t2", "t3", "t4", "t5"])
def test_every_template_fits_the_limit_and_is_without_fault(
    client: Client, draft_id: int, template: str
) -> None:
    page = text_of(client.get(f"/backstage/procedures/{draft_id}/process/?template={template}"))
    assert "Không có lỗi nào" in page
    assert "mc-diagram" in page
    assert draft_of(draft_id).steps == REGISTER_FIRM.steps


def test_bpmn_goes_out_and_comes_back(client: Client, draft_id: int) -> None:
    place = f"/backstage/procedures/{draft_id}/process/"
    file = BytesIO(client.get(f"{place}bpmn/").content)
    file.name = "a.bpmn"
    page = text_of(post(client, f"{place}read/", file=file))
    assert "Đã đọc tệp vào bảng" in page
    assert 'value="appraise"' in page
    assert problems_of(REGISTER_FIRM.steps, 40 * 60) == ()


def test_what_a_file_holds_that_is_not_played_is_named(client: Client, draft_id: int) -> None:
    place = f"/backstage/procedures/{draft_id}/process/"
    text = client.get(f"{place}bpmn/").content.decode()
    hurt = text.replace("<userTask ", "<scriptTask ", 1).replace("</userTask>", "</scriptTask>", 1)
    hurt = hurt.replace("<bpmn:userTask ", "<bpmn:scriptTask ", 1)
    hurt = hurt.replace("</bpmn:userTask>", "</bpmn:scriptTask>", 1)
    file = BytesIO(hurt.encode())
    file.name = "a.bpmn"
    page = text_of(post(client, f"{place}read/", file=file))
    assert "scriptTask" in page
    assert "không bao giờ được chạy" in page
    broken = BytesIO(b"<x")
    broken.name = "b.bpmn"
    assert "không phải BPMN" in text_of(post(client, f"{place}read/", file=broken))
