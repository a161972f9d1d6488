"""Rows of several tables in one statement: every column, every key, any words, in order."""

from datetime import UTC, datetime, time
from typing import Any
from uuid import uuid4

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.casework.dossiers.models import Series
from motcua.casework.dossiers.numbers import number_taken
from motcua.foundation.journal.models import Held, Reader
from motcua.foundation.rows import Part, Question, Sheet, ask, insert_together
from motcua.registers.calendar.models import Session, WorkWeek
from motcua.registers.people.models import Applicant

NOW = datetime(2026, 11, 23, 9, 30, 15, 123456, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40)

pytestmark = pytest.mark.django_db


def _reader(name: str = "reader") -> Reader:
    return Reader.objects.create(name=name, read_at=NOW)


def _held(reader: Reader, entry_id: int, error: str = "") -> Held:
    return Held(reader=reader, entry_id=entry_id, dossier_id=7, error=error, held_at=NOW)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(words=st.lists(WORDS, min_size=1, max_size=4))
def test_any_words_come_back_as_they_were(words: list[str]) -> None:
    reader = _reader(f"reader {uuid4()}")
    rows = [_held(reader, nth, word) for nth, word in enumerate(words)]
    insert_together(rows)
    kept = Held.objects.filter(reader=reader).order_by("id")
    assert list(kept.values_list("pk", "error", "held_at")) == [
        (row.pk, word, NOW) for row, word in zip(rows, words, strict=True)
    ]


def test_rows_get_the_key_of_the_row_they_hold() -> None:
    week = WorkWeek(valid_from=NOW.date())
    days = [_session(week, weekday) for weekday in (1, 2, 3)]
    insert_together([week], days)
    assert WorkWeek.objects.filter(pk=week.pk).exists()
    assert [(one.week_id, one.weekday) for one in Session.objects.filter(week=week)] == [
        (week.pk, 1),
        (week.pk, 2),
        (week.pk, 3),
    ]
    assert all(one.week_id == week.pk and one.pk for one in days)


def test_a_row_that_hangs_in_the_air_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the sheet"):
        insert_together([_session(WorkWeek(valid_from=NOW.date()), 1)])


def _session(week: WorkWeek, weekday: int) -> Session:
    return Session(week=week, weekday=weekday, opens_at=time(7, 30), closes_at=time(11, 30))


def test_words_too_long_for_their_column_are_not_cut() -> None:
    person = Applicant(kind="person", full_name="A" * 5000, created_at=NOW, changed_at=NOW)
    with pytest.raises(DataError):
        insert_together([person])


def test_inserting_changing_counting_and_a_part_are_one_statement() -> None:
    reader = _reader()
    old, new = _held(reader, 5), _held(reader, 6)
    insert_together([old])
    old.error, old.attempts = "đã hỏng", 3
    sheet = Sheet()
    sheet.take(number_taken(new, "entry_id", "book"))
    sheet.insert([new])
    sheet.change(old, "error", "attempts")
    with CaptureQueriesContext(connection) as said:
        keys = sheet.write(Part("SELECT unnest(%s::int[]) AS key", ([4, 5],)))
    assert (len(said), keys, new.entry_id) == (1, [[4, 5]], Series.objects.get(pk="book").last)
    old.refresh_from_db()
    assert (old.error, old.attempts) == ("đã hỏng", 3)


def test_a_sheet_is_empty_once_written_and_an_empty_one_asks_nothing() -> None:
    sheet = Sheet()
    sheet.insert([], [_held(_reader(), 1)])
    sheet.write()
    with CaptureQueriesContext(connection) as said:
        sheet.write()
    assert (len(said), Held.objects.count()) == (0, 1)


def test_the_text_is_the_same_for_any_number_of_rows() -> None:
    reader = _reader()
    texts = set()
    for many in (1, 30):
        with CaptureQueriesContext(connection) as said:
            insert_together([_held(reader, 100 * many + nth) for nth in range(many)])
        texts.add(_without_values(said.captured_queries[0]["sql"]))
    assert len(texts) == 1


def _without_values(sql: str) -> str:
    return sql[: sql.index("json_to_recordset(")] + sql[sql.index("AS v (") :]


def test_questions_are_asked_in_one_statement_and_each_reads_its_own_answer() -> None:
    told: list[Question[Any]] = [
        Question(
            "SELECT count(*) FROM made", (), int, "made AS (SELECT unnest(%s::int[]))", ([1],)
        ),
        Question("SELECT json_agg(g) FROM generate_series(1, %s) g", (3,), tuple),
        Question("SELECT to_json(1) WHERE false", (), lambda found: found is None),
    ]
    with CaptureQueriesContext(connection) as said:
        assert ask(*told) == (1, (1, 2, 3), True)
    assert len(said) == 1
