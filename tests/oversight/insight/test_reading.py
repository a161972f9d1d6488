"""Logs are read wholly or refused by name; nothing in a file is ever fetched or expanded."""

import gzip
from pathlib import Path

import pytest

from motcua.oversight.insight import reading
from motcua.oversight.insight.reading import read
from motcua.oversight.insight.report import refusal
from motcua.oversight.insight.rules import CannotReadLog
from tests.oversight.insight.logs import CASES, EVENTS, table, written, xes

HEAD = '<?xml version="1.0"?>'
ENTITY = '<!DOCTYPE log [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
)
BODY = '<log><trace><string key="concept:name" value="&e;"/></trace></log>'
NAMED = '<string key="concept:name" value="x"/>'
HOSTILE = {
    "an_outside_entity": (HEAD + ENTITY + BODY, "doctype"),
    "a_billion_laughs": (HEAD + LAUGHS + BODY.replace("&e;", "&c;"), "doctype"),
    "an_outside_dtd": (HEAD + '<!DOCTYPE log SYSTEM "http://example.org/x.dtd">' + BODY, "doctype"),
    "cut_short": (xes()[:900], "not_well_formed"),
    "not_xml": ("case,activity\n", "not_well_formed"),
    "something_else": ("<html/>", "not_a_log"),
    "nothing": ("<log/>", "empty"),
    "a_tower": ("<log>" + "<list>" * 60 + "</list>" * 60 + "</log>", "too_deep"),
    "no_zone": (xes().replace("2011-03-03T11:00:00+01:00", "2011-03-03T11:00:00"), "bad_instant"),
    "no_instant": (xes().replace("2011-03-03T11:00:00+01:00", "soon"), "bad_instant"),
    "twins": (xes([CASES[0], CASES[0]]), "doubled_case"),
    "a_nameless_case": (xes().replace('value="2011/001"', 'value=" "'), "nameless"),
    "a_nameless_step": (xes().replace('value="Check"', 'value=""'), "nameless"),
    "a_long_name": (xes().replace("Bram", "B" * 400), "too_long"),
    "a_timeless_case": (f"<log><trace>{NAMED}</trace></log>", "no_instant"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_log_is_refused_by_name(name: str, tmp_path: Path) -> None:
    content, reason = HOSTILE[name]
    with pytest.raises(CannotReadLog) as refused:
        read(written(tmp_path, "a.xes", content))
    assert refused.value.reason == reason
    assert "Cure:" in refusal(Path("a.xes"), refused.value)


def test_a_broken_package_is_refused_by_name(tmp_path: Path) -> None:
    packed = gzip.compress(xes().encode())
    for content in (packed[: len(packed) // 2], b"not packed", packed[:40] + b"\0" + packed[41:]):
        path = tmp_path / "a.xes.gz"
        path.write_bytes(content)
        with pytest.raises(CannotReadLog) as refused:
            read(path)
        assert refused.value.reason == "broken_gzip"


def test_a_package_that_swells_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1_000_000)
    bomb = written(tmp_path, "a.xes.gz", "<log>" + " " * 2_000_000 + "</log>")
    with pytest.raises(CannotReadLog) as refused:
        read(bomb)
    assert refused.value.reason == "too_big"


@pytest.mark.parametrize(("name", "reason"), [("no.xes", "no_such_file"), ("a", "unknown_format")])
def test_what_is_no_log_is_said_to_be_none(name: str, reason: str, tmp_path: Path) -> None:
    written(tmp_path, "a", xes())
    with pytest.raises(CannotReadLog) as refused:
        read(tmp_path / name)
    assert refused.value.reason == reason


def test_xes_and_table_say_the_same(tmp_path: Path) -> None:
    from_xes = read(written(tmp_path, "a.xes.gz", xes()))
    from_table = read(written(tmp_path, "a.csv", table()))
    assert [(c.name, list(c.events), dict(c.said)) for c in from_xes.cases] == [
        (c.name, list(c.events), {k: v for k, v in c.said.items() if v}) for c in from_table.cases
    ]
    assert (len(from_xes.cases), from_xes.event_count) == (len(CASES), EVENTS)


def test_a_log_is_known_by_its_content_and_not_by_its_package(tmp_path: Path) -> None:
    packed, plain = written(tmp_path, "a.xes.gz", xes()), written(tmp_path, "b.xes", xes())
    assert read(packed).digest == read(plain).digest


def test_what_finishes_nothing_is_passed_over_and_counted(tmp_path: Path) -> None:
    started = xes().replace('value="complete"', 'value="start"', 2)
    log = read(written(tmp_path, "a.xes", started))
    assert (log.passed_over, log.event_count) == (2, EVENTS - 2)


VIETNAMESE = "Hồ sơ;Bước\n".replace("Hồ sơ;Bước", "case;activity;timestamp;resource") + (
    "H1;Thẩm định;2026-11-02 09:00:00;Nguyễn Thị Ngọc Ánh\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str, tmp_path: Path) -> None:
    log = read(written(tmp_path, "a.csv", VIETNAMESE.encode(encoding)))
    (event,) = log.cases[0].events
    assert (event.activity, event.resource) == ("Thẩm định", "Nguyễn Thị Ngọc Ánh")
    assert event.at.isoformat() == "2026-11-02T09:00:00+07:00"


def test_another_encoding_is_refused_until_it_is_named(tmp_path: Path) -> None:
    lines = table().replace("Bram", "Jürgen").encode("windows-1252")
    path = written(tmp_path, "a.csv", lines)
    with pytest.raises(CannotReadLog) as refused:
        read(path)
    assert refused.value.reason == "unknown_encoding"
    assert "Jürgen" in read(path, encoding="windows-1252").resources()
    with pytest.raises(CannotReadLog):
        read(path, encoding="klingon-8")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("case,activity\nA,B\n", "no_such_column"),
        ("case,activity,timestamp\nA,B,yesterday\n", "bad_instant"),
        ("case,activity,timestamp\n,B,2026-01-02\n", "nameless"),
        ("case,activity,timestamp\nA,,2026-01-02\n", "nameless"),
        (f"case,activity,timestamp\n{'A' * 65},B,2026-01-02\n", "too_long"),
        ('case,activity,timestamp\nA,"B,2026-01-02\n', "not_well_formed"),
        ("case,activity,timestamp\0\nA,B,2026-01-02\n", "no_such_column"),
    ],
)
def test_a_table_that_is_no_log_is_refused_by_name(
    content: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(CannotReadLog) as refused:
        read(written(tmp_path, "a.csv", content))
    assert refused.value.reason == reason
