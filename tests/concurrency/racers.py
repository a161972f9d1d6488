"""A race: several threads, each with its own connection, set off at the same instant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Barrier, Thread
from typing import Any

from django.db import connections

PATIENCE_SECONDS = 60


@dataclass
class Race:
    """What came of it: the results of those who got through, the refusals of the others."""

    results: list[Any] = field(default_factory=list)
    refusals: list[Exception] = field(default_factory=list)

    def refused_as(self) -> set[str]:
        """Return the kinds of refusals."""
        return {type(refusal).__name__ for refusal in self.refusals}


def race(runners: Sequence[Callable[[], Any]]) -> Race:
    """Let all run at once and wait for them."""
    outcome, start = Race(), Barrier(len(runners))

    def run(runner: Callable[[], Any]) -> None:
        try:
            start.wait(PATIENCE_SECONDS)
            outcome.results.append(runner())
        except Exception as refusal:  # noqa: BLE001 - every failure is a finding of the test
            outcome.refusals.append(refusal)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(runner,), daemon=True) for runner in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert not any(thread.is_alive() for thread in threads), "a racer never came in"
    return outcome
