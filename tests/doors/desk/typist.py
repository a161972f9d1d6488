"""A typist of the keystroke-level model: 280 ms a key, and every wait for the machine counts.

In CI the keys fly and the seconds are computed: keys x 0.28 + measured waits + gestures. With
`MOTCUA_HUMAN_SPEED=1` every key really takes 280 ms and the clock on the wall is reported.
"""

import os
import time
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

KEY_SECONDS = 0.28
CARD_SECONDS = 2.0  # taking the card and laying it on the reader
AT_HUMAN_SPEED = os.environ.get("MOTCUA_HUMAN_SPEED") == "1"


@dataclass
class Typist:
    """Hands on the keyboard; there is no mouse."""

    page: Page
    keys: int = 0
    waited: float = 0.0
    gestures: float = 0.0
    began: float = field(default_factory=time.monotonic)

    def type(self, text: str) -> "Typist":
        """Type a text."""
        for letter in text:
            self._pause()
            self.page.keyboard.press(letter if letter != " " else "Space")
            self.keys += 1
        return self

    def press(self, key: str) -> "Typist":
        """Press a key; each key of a combination counts."""
        self._pause()
        self.page.keyboard.press(key)
        self.keys += len(key.split("+"))
        return self

    def scan(self, text: str) -> "Typist":
        """Lay a card on the reader, which types it in a burst.

        The robot gives letters outside its key map to the focused field and to nobody else (a
        reader presses keys, heard without a focus), so the page is first waited for.
        """
        expect(self.page.locator("input:focus")).to_be_visible()
        if AT_HUMAN_SPEED:
            time.sleep(CARD_SECONDS)
        self.page.keyboard.type(text, delay=2)
        self.page.keyboard.press("Enter")
        self.gestures += CARD_SECONDS
        return self

    def until(self, selector: str) -> "Typist":
        """Wait for the machine."""
        since = time.monotonic()
        expect(self.page.locator(selector).first).to_be_visible()
        self.waited += time.monotonic() - since
        return self

    @property
    def seconds(self) -> float:
        """How long a human takes."""
        if AT_HUMAN_SPEED:
            return time.monotonic() - self.began
        return self.keys * KEY_SECONDS + self.waited + self.gestures

    def _pause(self) -> None:
        if AT_HUMAN_SPEED:
            time.sleep(KEY_SECONDS)
