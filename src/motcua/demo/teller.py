"""The teller of the story: officers log in, do one act each through their pages, and it is said."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from motcua.demo.browser import Browser, Form, Page, PageRefused, Values
from motcua.demo.officers import DEMO_PASSWORD, OfficerFacts, officers

Filler = Values | Callable[[Form], Values]


@dataclass(frozen=True)
class Told:
    """A dossier of the story, as the receipt names it."""

    code: str
    look_up_key: str
    due: str


@dataclass
class Teller:
    """Who tells, to whom, and with which open sessions."""

    base: str
    out: TextIO
    folder: Path
    _sessions: dict[str, Browser] = field(default_factory=dict)
    _officers: dict[str, OfficerFacts] = field(
        default_factory=lambda: {one.username: one for one in officers()}
    )

    def say(self, sentence: str = "") -> None:
        """Print a line at once."""
        print(sentence, file=self.out, flush=True)

    def tells(self, username: str, did: str) -> None:
        """Print who did what."""
        one = self._officers[username]
        self.say(f"    {one.full_name} ({one.title}): {did}")

    def name_of(self, username: str) -> str:
        """Return an officer's full name."""
        return self._officers[username].full_name

    def browser(self, username: str) -> Browser:
        """Return the officer's browser, logged in with the demo password."""
        if username not in self._sessions:
            browser = Browser(self.base)
            login = browser.get("/login/").form(field="password")
            filled = {"username": username, "password": DEMO_PASSWORD, "next": "/account/"}
            page = browser.send(login, filled)
            if page.path.startswith("/login"):
                raise PageRefused(page.address, page.status, page.text())
            self._sessions[username] = browser
        return self._sessions[username]

    def dossier_page(self, username: str, told: Told) -> Page:
        """Open the dossier as this officer."""
        return self.browser(username).get(f"/desk/dossiers/{told.code}/")

    def act(self, username: str, told: Told, slug: str, values: Filler, did: str) -> Page:
        """Do one act of the dossier's page: open its form by name, fill it, send it.

        `values` may be made from the form as shown. Raises `PageRefused`.
        """
        browser, page = self.browser(username), self.dossier_page(username, told)
        form = _form_of(page, slug) or _form_of(self._act_page(browser, page, slug), slug)
        if form is None:
            raise PageRefused(page.address, page.status, f"no form {slug!r}: {page.text()[:300]}")
        done = browser.send(form, values(form) if callable(values) else values)
        self.tells(username, did)
        return done

    def _act_page(self, browser: Browser, page: Page, slug: str) -> Page:
        for link in page.links(f"/acts/{slug}/"):
            return browser.get(link)
        raise PageRefused(
            page.address, page.status, f"no act {slug!r} offered: {page.text()[:300]}"
        )


def _form_of(page: Page, slug: str) -> Form | None:
    return next(page.forms(f"/acts/{slug}/"), None)
