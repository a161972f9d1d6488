"""The choices of a column that holds a state."""

from enum import StrEnum


def words(states: type[StrEnum]) -> list[tuple[str, str]]:
    """Return the states as choices."""
    return [(state.value, state.value) for state in states]
