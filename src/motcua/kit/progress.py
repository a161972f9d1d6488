"""How far long work has come, told on one line of the terminal with the time left."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TextIO


@dataclass
class Progress:
    """Tells at most twice a second."""

    out: TextIO
    clock: Callable[[], datetime]
    _began_at: datetime | None = field(default=None)
    _told_at: datetime | None = field(default=None)

    def tell(self, what: str, done: int, of: int) -> None:
        """Hear that so many of so many are done; nought begins the count of a new kind of work."""
        now = self.clock()
        if self._began_at is None or not done:
            self._began_at = now
        is_soon = self._told_at is not None and (now - self._told_at).total_seconds() < 0.5
        if is_soon and 0 < done < of:
            return
        self._told_at = now
        spent = (now - self._began_at).total_seconds()
        left = f"{spent / done * (of - done):.0f} s left" if done < of and done else ""
        end = "\n" if done >= of else ""
        line = f"\r{done:,} of {of:,} {what}, {left or f'{spent:.0f} s'}    "
        print(line, end=end, file=self.out, flush=True)
