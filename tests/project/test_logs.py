"""Logs: one JSON object a line, and nothing of a person in it."""

import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.project.logs import REQUEST_ID, JsonLines, Masked, masked

_CANARIES = {
    "identity number": ("tra cứu 040192006318 xong", "040192006318"),
    "phone": ("gọi 0912 345 678 lại", "345 678"),
    "international phone": ("gọi +84912345678", "912345678"),
    "e-mail": ("gửi tới nguyen.an+x@example.vn.", "nguyen.an"),
    "query string": ("GET /track/?code=H41.14-261122-0001&key=K7P2 200", "K7P2"),
    "password in an address": ("postgresql://m:canary@db/motcua", "canary"),
    "detail of a constraint": ("DETAIL:  Key (full_name)=(Nguyễn Thị Ánh) exists", "Nguyễn"),
}


def _line(message: str, *values: object, error: Exception | None = None) -> str:
    trace = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("motcua", logging.INFO, "f", 1, message, values, trace)
    Masked().filter(record)
    return JsonLines().format(record)


@pytest.mark.parametrize("name", _CANARIES)
def test_nothing_of_a_person_is_logged(name: str) -> None:
    text, canary = _CANARIES[name]
    assert canary in text
    for line in (_line(text), _line("%s", text), _line("trouble", error=ValueError(text))):
        assert canary not in line


@given(st.from_regex(r"0[0-9]{11}", fullmatch=True))
def test_no_identity_number_survives(number: str) -> None:
    assert number not in masked(f"người {number}, giấy")


@pytest.mark.parametrize(
    "harmless",
    ["2026-11-22T21:25:21.053+00:00", "GET /desk/inbox/ 200", "port 5432", "took 12345 ms"],
)
def test_what_is_nobodys_stays(harmless: str) -> None:
    assert masked(harmless) == harmless


def test_a_line_is_one_json_object_with_the_request_id() -> None:
    token = REQUEST_ID.set("abc-123")
    try:
        line = _line("hai\ndòng")
    finally:
        REQUEST_ID.reset(token)
    assert "\n" not in line
    assert json.loads(line)["request_id"] == "abc-123"
