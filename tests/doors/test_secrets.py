"""P30: what is secret of a person stands in no log, no address, no journal, no job."""

import json
import logging
import re
from collections.abc import Iterator
from urllib.parse import quote_plus
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.http import HttpResponse
from django.test import Client

from motcua.casework.lifecycle import receive
from motcua.project.logs import JsonLines, Masked
from motcua.registers.catalogue.models import RequiredPaper
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk

NUMBER, PHONE, WORD = "040192006318", "0912345318", "mat khau canary 2026"
CANARIES = (NUMBER, PHONE, WORD)
_ADDRESSES = re.compile(
    r"""(?:href|src|action|data-mc-draft-url|data-mc-live|data-mc-typeahead)="([^"]*)\""""
)


class _Lines(logging.Handler):
    """Keeps what the real handler would have written, at every level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.addFilter(Masked())
        self.setFormatter(JsonLines())
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """The log of the test, with everything on."""
    handler, root = _Lines(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.written
    root.setLevel(before)
    root.removeHandler(handler)


def _form(desk: Desk) -> dict[str, object]:
    papers = RequiredPaper.objects.filter(version_id=desk.version_id, is_required=True)
    return {
        "act": "receive",
        "code": "9.000001",
        "name": "Phan Thị Ngọc Ánh",
        "number": NUMBER,
        "phone": PHONE,
        "paper": [str(paper.pk) for paper in papers],
    }


def _send(browser: Client, form: dict[str, object]) -> HttpResponse:
    return browser.post("/desk/reception/", {"idempotency_key": str(uuid4()), **form})


def _held_secrets(said: str) -> list[str]:
    return [canary for canary in CANARIES if canary in said]


def test_a_day_at_the_counter_leaves_nothing_in_logs_and_addresses(
    at: Desk, lines: list[str]
) -> None:
    browser = at.cast.client(Role.RECEPTION_OFFICER)
    made = _send(browser, _form(at))
    place = made["Location"]
    answers = [
        made,
        browser.get(place),
        _send(browser, {**_form(at), "paper": []}),
        browser.post("/desk/reception/panes/", _form(at)),
        browser.post("/desk/search/", {"q": NUMBER}),
        browser.get("/desk/reception/"),
        browser.get("/desk/handovers/"),
    ]
    assert [answer.status_code for answer in answers] == [302, 200, 422, 200, 200, 200, 200]
    assert lines
    assert _held_secrets("\n".join(lines)) == []
    for answer in answers:
        places = [*_ADDRESSES.findall(answer.content.decode()), answer.get("Location", "")]
        assert _held_secrets("\n".join(places)) == []


def test_a_wrong_password_is_not_logged(cast: object, lines: list[str]) -> None:
    answer = Client().post("/login/", {"username": "officer1", "password": WORD})
    assert answer.status_code in (200, 422)
    assert lines
    assert _held_secrets("\n".join(lines)) == []


def test_a_fault_in_the_middle_of_a_reception_is_logged_without_the_person(
    at: Desk, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database's own message names the values of the key it refused."""

    def break_off(*_facts: object, **_named: object) -> None:
        raise IntegrityError(f"duplicate key\nDETAIL:  Key (identity_number)=({NUMBER}) exists.")

    monkeypatch.setattr(receive.forms, "receipt", break_off)
    browser = at.cast.client(Role.RECEPTION_OFFICER)
    browser.raise_request_exception = False
    answer = _send(browser, _form(at))
    assert answer.status_code == 500
    said = "\n".join(lines)
    assert "IntegrityError" in said
    assert _held_secrets(said) == []
    assert _held_secrets(answer.content.decode()) == []


@pytest.mark.parametrize("table", ["journal_entry", "journal_access", "procrastinate_jobs"])
def test_what_many_may_read_names_no_identity_number(at: Desk, table: str) -> None:
    browser = at.cast.client(Role.RECEPTION_OFFICER)
    place = _send(browser, _form(at))["Location"]
    browser.get(place)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_json(t)::text FROM {table} t")  # noqa: S608 - three own names
        rows = [json.loads(row[0]) for row in cursor.fetchall()]
    assert rows or table == "procrastinate_jobs"
    assert _held_secrets(json.dumps(rows)) == []


def test_a_pin_that_was_refused_is_not_kept(desk: Desk) -> None:
    client = desk.cast.client(Role.CLERK_SEAL)
    form = {"idempotency_key": str(uuid4()), "result": "999", "pin": WORD}
    client.post("/desk/seals/seal/", form)
    kept = str(dict(client.session))
    assert "result=999" in kept
    assert quote_plus(WORD) not in kept
