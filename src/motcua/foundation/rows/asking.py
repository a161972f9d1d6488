"""One round trip for what an act must know: each room puts its question, one statement asks all.

A question is a sub-select of one JSON value, so the rooms keep their tables to themselves, and the
text of the statement is the same every time: the server keeps its plan.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection

T = TypeVar("T")


@dataclass(frozen=True)
class Question(Generic[T]):
    """`sql` selects one JSON value, or none; `read` makes of it what the room speaks of.

    A question may write `first`: a statement `name AS (INSERT …)` of the `given` values.
    """

    sql: str
    values: tuple[Any, ...]
    read: Callable[[Any], T]
    first: str = ""
    given: tuple[Any, ...] = ()


def ask(*questions: Question[Any]) -> tuple[Any, ...]:
    """Return the answers in the order of the questions; one statement.

    All see the same instant; what one of them writes first the others do not see.
    """
    firsts = ", ".join(one.first for one in questions if one.first)
    wanted = ", ".join(f"({one.sql})" for one in questions)
    text = f"WITH {firsts} SELECT {wanted}" if firsts else f"SELECT {wanted}"
    values = [value for one in questions for value in one.given]
    values += [value for one in questions for value in one.values]
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        answers = cursor.fetchone()
    return tuple(one.read(answer) for one, answer in zip(questions, answers, strict=True))
