"""How long a step table takes, and whether the law's limit allows it."""

from collections.abc import Iterable
from itertools import groupby

from motcua.registers.catalogue.rules.draft import StepDraft


def counted_minutes(steps: Iterable[StepDraft]) -> int:
    """Return the working minutes of the longest way through: parallel rows count once, the longest.

    A row that waits stops the clock and counts nothing; neither does an uncounted row.
    """
    counted = [step for step in steps if step.is_counted and not step.wait]
    total = 0
    for group, rows in groupby(counted, key=lambda step: step.parallel_group):
        minutes = [row.working_minutes for row in rows]
        total += max(minutes) if group else sum(minutes)
    return total


def steps_of_case(steps: Iterable[StepDraft], case: str) -> tuple[StepDraft, ...]:
    """Return the case's own table when it has one, else the general one."""
    rows = tuple(steps)
    own = tuple(step for step in rows if case and step.case == case)
    return own or tuple(step for step in rows if not step.case)
