"""The journal as a log: what was replayed comes back, and the house's own dossiers are told too."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from motcua.kit.clock import VIETNAM
from motcua.oversight.insight import queries
from motcua.oversight.insight.export import COLUMNS, as_xes, export_log
from motcua.oversight.insight.reading import read
from motcua.oversight.insight.replay import replay
from motcua.oversight.insight.rules import LoggedCase, Trace, TraceStep
from motcua.registers.catalogue.models import ProcedureVersion
from tests.casework.desk import MONDAY, Desk, desk
from tests.oversight.insight.logs import written, xes
from tests.oversight.insight.test_replay import NOW

__all__ = ["desk"]


@pytest.fixture
def original(tmp_path: Path, db: None, settings: Any) -> Path:
    """A log that has been replayed."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    path = written(tmp_path, "office.xes", xes())
    replay(path, now=NOW)
    return path


@pytest.mark.parametrize("form", ["xes", "csv"])
def test_a_replayed_log_comes_back_as_it_was(form: str, original: Path, tmp_path: Path) -> None:
    given = read(written(tmp_path, f"given.{form}", _exported(form)))
    assert [_told(case) for case in given.cases] == [_told(case) for case in read(original).cases]


def test_every_line_of_the_table_has_every_column(original: Path) -> None:
    lines = _exported("csv").decode().splitlines()
    assert lines[0].split(",") == list(COLUMNS)
    assert len(lines) == 1 + queries.count_steps(_only_version())


def test_a_log_of_many_dossiers_is_read_in_batches(
    original: Path, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    whole = _exported("xes")
    monkeypatch.setattr(queries, "BATCH", 2)
    with django_assert_max_num_queries(7):
        assert _exported("xes") == whole


def test_the_dossiers_of_the_house_are_told_with_their_officers(desk: Desk, tmp_path: Path) -> None:
    dossier = desk.finished()
    log = read(written(tmp_path, "house.xes", _exported("xes")))
    (case,) = log.cases
    assert (case.name, case.way_in) == (dossier.code, "counter")
    assert [event.activity for event in case.events] == [
        "receive", "assign", "appraise", "check", "approve", "issue",
    ]  # fmt: skip
    assert all(event.resource.startswith("Nguyễn Văn ") for event in case.events)
    assert case.stated_start == MONDAY.astimezone(VIETNAM)


def test_only_the_procedure_asked_for_is_told(original: Path) -> None:
    assert export_log("xes", BytesIO(), procedure="9.000001") == 0
    assert export_log("xes", BytesIO()) == 6
    assert not queries.knows_procedure("9.999999")


def test_no_name_can_break_the_document(tmp_path: Path) -> None:
    odd = "a\"<&>'\n\tđ\x07"
    trace = Trace(odd, odd, odd, NOW, None, None, (TraceStep(odd, NOW, odd, "task-1"),))
    log = read(written(tmp_path, "a.xes", "".join(as_xes([trace]))))
    assert log.cases[0].events[0].activity == odd.replace("\x07", "\N{REPLACEMENT CHARACTER}")


def _exported(form: str) -> bytes:
    out = BytesIO()
    export_log(form, out)
    return out.getvalue()


def _told(case: LoggedCase) -> tuple[object, ...]:
    told = (case.name, case.way_in, list(case.events), case.received_at, case.due_at)
    return (*told, case.ended_at)


def _only_version() -> int:
    return ProcedureVersion.objects.get().pk
