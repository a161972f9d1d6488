"""The scan station in the story: papers drawn as pictures, scanned, read, confirmed, bound."""

import io
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from PIL import Image

from motcua.casework.dossiers.rules import PartyRole
from motcua.casework.lifecycle.filing import PartyGiven
from motcua.demo.browser import Browser, Page, PageRefused
from motcua.demo.counter import RECEIVER, Wish
from motcua.demo.papers.drawing import draw
from motcua.demo.papers.texts import named
from motcua.demo.papers.wear import Wear, worn
from motcua.demo.pki.enrolling import DEMO_PIN
from motcua.demo.teller import Teller, Told
from motcua.kit.dates import parse_day

_DPI = 200
_PATIENCE_SECONDS = 120
_WEAR = (Wear(skew=0.8, noise=5), Wear(), Wear(dark_side=0.6, noise=4), Wear(skew=-1.2))
_BUTTON = "//form[contains(@action, '/scan/place/')]//button[starts-with(@data-mc-key, 'F10')]"
_WAITING = "//ol[@class='scan-papers']/li[not(.//input)]//button/@value"


def scan(teller: Teller, told: Told, wish: Wish) -> None:
    """Scan the papers of a dossier as one stack; confirm what is offered, paper by paper."""
    browser = teller.browser(RECEIVER)
    there = f"/desk/dossiers/{told.code}/scan/"
    page = browser.get(there)
    names = [" ".join(b.text_content().split()) for b in page.tree().xpath("//li//p/b")]
    stack = _stack(names, wish)
    browser.upload(page.form("/scan/"), "stack", stack)
    teller.tells(RECEIVER, f"scans {len(names)} papers as one stack of {len(names)} pages")
    page = _once(browser, there, lambda seen: not seen.xpath("//*[@data-mc-watch]"))
    offers = _confirm_all(browser, page, there)
    teller.say(f"      {offers} of {len(names)} papers were recognised and confirmed with one key")
    page = _once(
        browser, there, lambda seen: len(seen.xpath("//a[contains(., 'PDF')]")) >= len(names)
    )
    files = page.links("/scans/files/")
    size = sum(len(browser.get(link).body) for link in files)
    teller.say(f"      {len(files)} searchable PDF/A files, {size // 1000} kB in all")
    _certify(teller, page)


def _certify(teller: Teller, page: Page) -> None:
    """Sign the scans as true copies with one PIN, where the officer has a certificate."""
    form = next(page.forms("/certify/"), None)
    if form is None:
        return
    page = teller.browser(RECEIVER).send(form, {"pin": DEMO_PIN})
    left = next(page.forms("/certify/"), None)
    teller.tells(RECEIVER, "signs all scans as true copies" if left is None else "signs in vain")


def _stack(names: list[str], wish: Wish) -> bytes:
    """The papers as a scanner gives them: one PDF of pictures, not all of them perfect."""
    person = PartyGiven(
        PartyRole.OWNER,
        wish.name,
        identity_number=wish.number,
        birth_on=parse_day(wish.born),
        address="Số 24 đường Nguyễn Sỹ Sách, phường Trường Vinh",
    )
    pictures: list[Image.Image] = [
        worn(draw(named(name, person, 100 + nth, date(2026, 3, 2)), _DPI), _WEAR[nth % len(_WEAR)])
        for nth, name in enumerate(names)
    ]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=_DPI)
    return out.getvalue()


def _confirm_all(browser: Browser, page: Page, there: str) -> int:
    """Confirm every offer; what is not recognised goes where it belongs in its order."""
    offers = 0
    while page.tree().xpath("//div[contains(@class, 'piles')]//input"):
        offered = page.tree().xpath(f"{_BUTTON}/@value")
        offers += int(bool(offered))
        chosen = offered or page.tree().xpath(_WAITING) or ["out"]
        browser.send(page.form("/scan/place/"), {"paper": str(chosen[0])})
        page = browser.get(there)
    return offers


def _once(browser: Browser, there: str, is_so: Callable[[Any], bool]) -> Page:
    """Look again each second until it is so; the worker goes on meanwhile."""
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while True:
        page = browser.get(there)
        if is_so(page.tree()):
            return page
        if time.monotonic() > give_up:
            raise PageRefused(page.address, page.status, "the worker has not read the stack")
        time.sleep(1)
