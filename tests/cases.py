"""Cases of one test: the first is asked while one works, all of them before landing."""

from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet


def quick_first(cases: Iterable[Any]) -> list[ParameterSet]:
    """Return the cases, those after the first marked as slow."""
    made = []
    for number, each in enumerate(cases):
        values = each if isinstance(each, tuple) else (each,)
        case = each if isinstance(each, ParameterSet) else pytest.param(*values)
        marks = (*case.marks, *([pytest.mark.slow] if number else []))
        made.append(pytest.param(*case.values, id=case.id, marks=marks))
    return made
