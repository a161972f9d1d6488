"""A3: a version from its first word to its abolition, through the pages."""

import json
import re
from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.kit import clock
from motcua.registers.catalogue import actions
from motcua.registers.catalogue.queries.editing import draft_of, version_line, versions
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.registers.organisation.rules import Role
from tests.casework.procedures import DECISION, REGISTER_FIRM, announced
from tests.cast import Cast
from tests.doors.backstage.asking import post, text_of

PAPERS = "tables/papers/"
DRAFTED = replace(REGISTER_FIRM, field_name_en=REGISTER_FIRM.field_name)
DECIDED = {"number": "12/QĐ-UBND", "title": "Công bố", "issued_on": "20/11/2026",
           "issuing_body": "UBND tỉnh", "signer": "A"}  # fmt: skip


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client(Role.PROCEDURE_CONTROLLER)


@pytest.fixture
def draft_id(cast: Cast) -> int:
    by = cast.acting(Role.PROCEDURE_CONTROLLER)
    return actions.draft(REGISTER_FIRM, by=by, now=clock.now()).pk


def _place(version_id: int, rest: str = "") -> str:
    return f"/backstage/procedures/{version_id}/{rest}"


def _form_of(client: Client, place: str) -> dict[str, str]:
    """What a browser would send back unchanged."""
    page = text_of(client.get(place))
    typed = {}
    for name in re.findall(r'<select[^>]* name="([^"]+)"', page):
        body = page.split(f'name="{name}"', 1)[1].split("</select>", 1)[0]
        chosen = re.search(r'value="([^"]*)" selected', body)
        typed[name] = chosen[1] if chosen else ""
    for tag in re.findall(r"<input [^>]*>", page.split('id="sheet"')[1].split("</form>")[0]):
        name, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        if name:
            typed[name[1]] = value[1] if value else ""
    return typed


def test_what_the_editor_reads_is_what_was_drafted(draft_id: int) -> None:
    assert draft_of(draft_id) == DRAFTED


def test_the_list_names_what_each_version_lacks_in_one_statement(
    client: Client, draft_id: int
) -> None:
    page = text_of(client.get("/backstage/procedures/?state=draft"))
    assert "quyết định công bố, ngày có hiệu lực" in page
    with CaptureQueriesContext(connection) as asked:
        versions()
    assert len(asked) == 1


def test_a_paper_is_added_and_one_taken_away_the_others_as_they_were(
    client: Client, draft_id: int
) -> None:
    typed = _form_of(client, _place(draft_id, PAPERS))
    for name in list(typed):
        if name.endswith("-2") and "is_" not in name:
            typed[name] = ""
    typed |= {"name-4": "Bản vẽ", "originals-4": "1", "most_pages-4": "20", "most_mb-4": "0"}
    saved = post(client, _place(draft_id, PAPERS), **typed)
    assert saved.status_code == 302, text_of(saved)
    first, _second, third = REGISTER_FIRM.papers
    kept = draft_of(draft_id).papers
    assert kept[:2] == (first, third)
    assert (kept[2].name, kept[2].originals) == ("Bản vẽ", 1)
    assert (kept[2].most_pages, kept[2].most_mb) == (20, None)


def test_a_row_that_cannot_be_read_is_named_and_everything_typed_stays(
    client: Client, draft_id: int
) -> None:
    typed = _form_of(client, _place(draft_id, PAPERS)) | {"originals-1": "ba", "name-4": "Bản vẽ"}
    refused = text_of(post(client, _place(draft_id, PAPERS), **typed))
    assert 'href="#f-originals-1"' in refused
    assert 'value="ba"' in refused
    assert 'value="Bản vẽ"' in refused
    assert draft_of(draft_id) == DRAFTED


def test_rows_that_contradict_a_promise_are_told_in_words(client: Client, draft_id: int) -> None:
    typed = _form_of(client, _place(draft_id, PAPERS)) | {"is_required-3": "yes"}
    refused = post(client, _place(draft_id, PAPERS), **typed)
    assert refused.status_code == 422
    assert "có điều kiện thì không phải là bắt buộc" in text_of(refused)


def test_two_editors_do_not_overwrite_each_other_unseen(client: Client, draft_id: int) -> None:
    typed = _form_of(client, _place(draft_id, PAPERS))
    assert post(client, _place(draft_id, PAPERS), **typed).status_code == 302
    late = post(client, _place(draft_id, PAPERS), **typed)
    assert late.status_code == 422
    assert "vừa được sửa ở nơi khác" in text_of(late)


@pytest.mark.parametrize("part", ["fees", "limits", "results", "bases", "cases"])
def test_saving_a_table_unchanged_changes_nothing(client: Client, draft_id: int, part: str) -> None:
    place = _place(draft_id, f"tables/{part}/")
    assert post(client, place, **_form_of(client, place)).status_code == 302
    assert draft_of(draft_id) == DRAFTED


def test_from_announcement_to_abolition(cast: Cast, client: Client, draft_id: int) -> None:
    refused = text_of(post(client, _place(draft_id, "life/publish/")))
    assert "còn thiếu: quyết định công bố" in refused
    post(client, _place(draft_id, "life/announce/"), **DECIDED, begins="01/01/2026")
    post(client, _place(draft_id, "life/publish/"))
    line = version_line(draft_id)
    assert line is not None
    assert line.state is VersionState.PUBLISHED
    assert post(client, _place(draft_id, "facts/"), name="x").status_code in (409, 422)
    post(client, _place(draft_id, "next/"))
    assert [one.number for one in versions()] == [1, 2]
    gone = DECIDED | {"number": "13/QĐ-UBND"}
    post(client, _place(draft_id, "life/abolish/"), **gone, last_day="31/12/2026")
    line = version_line(draft_id)
    assert line is not None
    assert line.state is VersionState.ABOLISHED


def test_papers_may_still_change_while_the_process_is_approved(
    cast: Cast, client: Client, draft_id: int
) -> None:
    by = cast.acting(Role.PROCEDURE_CONTROLLER)
    actions.approve_internal_process(draft_id, DECISION, by=by, now=clock.now())
    typed = _form_of(client, _place(draft_id, PAPERS)) | {"name-4": "Bản vẽ"}
    assert post(client, _place(draft_id, PAPERS), **typed).status_code == 302
    assert draft_of(draft_id).steps == REGISTER_FIRM.steps


def test_a_published_version_cannot_be_edited(cast: Cast, client: Client) -> None:
    version_id = announced(cast, REGISTER_FIRM)
    page = text_of(client.get(_place(version_id, PAPERS)))
    assert "không sửa được nữa" in page
    typed = _form_of(client, _place(version_id, PAPERS))
    assert post(client, _place(version_id, PAPERS), **typed).status_code == 409


def test_a_new_procedure_is_drafted_once(client: Client, db: None) -> None:
    facts = {"code": "9.000009", "name": "Cấp phép thử", "name_en": "", "field_name": "Thử",
             "field_code": "thu", "idempotency_key": str(uuid4())}  # fmt: skip
    first = client.post("/backstage/procedures/new/", facts)
    assert first.status_code == 302
    assert client.post("/backstage/procedures/new/", facts).status_code == 302
    assert len(versions()) == 1
    assert post(client, "/backstage/procedures/new/", **facts | {"idempotency_key": str(uuid4())}
                ).status_code == 409  # fmt: skip


def test_a_national_file_is_imported_and_what_was_not_understood_is_listed(
    client: Client, db: None
) -> None:
    ways = [{"KENH": "chim bồ câu"}]
    one = {"MATTHC": "1.000001", "TENTTHC": "Thủ tục nhập thử", "CACHTHUCTHUCHIEN": ways}
    file = BytesIO(json.dumps([one, 7]).encode())
    file.name = "a.json"
    page = text_of(post(client, "/backstage/procedures/import/", file=file))
    assert "1.000001" in page
    assert "cần người xem lại" in page
    bad = BytesIO(b"{")
    bad.name = "b.json"
    assert "không phải là JSON" in text_of(post(client, "/backstage/procedures/import/", file=bad))


def test_others_find_nothing(cast: Cast) -> None:
    assert cast.client(Role.SYSTEM_ADMIN).get("/backstage/procedures/").status_code == 404
