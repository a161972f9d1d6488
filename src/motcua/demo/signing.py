"""Signatures in the story: the leader reads and signs, the clerk seals, anybody checks."""

import time

from motcua.demo.browser import Browser, Page
from motcua.demo.pki.enrolling import DEMO_PIN
from motcua.demo.teller import Filler, Teller, Told

_ROUNDS = 40
"""Seconds until the worker has put the evidence in."""


def decide(teller: Teller, username: str, told: Told, values: Filler, did: str) -> None:
    """Sign the very file where the leader holds a certificate, else approve on paper."""
    page = _page_to_sign(teller.browser(username), told)
    if page is None or next(page.forms("/sign/seen/"), None) is None:
        teller.act(username, told, "approve", values, f"{did} (on paper)")
        return
    teller.browser(username).send(page.form("/sign/seen/"), {"pin": DEMO_PIN})
    teller.tells(username, f"{did}: reads the file and signs it digitally")


def _page_to_sign(browser: Browser, told: Told) -> Page | None:
    """Find the dossier in the leader's queue of files to sign."""
    for link in browser.get("/desk/sign/").links("/desk/sign/"):
        page = browser.get(link)
        if told.code in page.text():
            return page
    return None


def seal(teller: Teller, username: str, told: Told) -> None:
    """Fill in number and day and seal; on paper there is nothing to seal."""
    page = teller.browser(username).get("/desk/seals/")
    form = next(page.forms("/seals/seal/"), None)
    if form is None or told.code not in page.text():
        return
    teller.browser(username).send(form, {"pin": DEMO_PIN})
    teller.tells(username, "seals it digitally")
    _verify(teller, username, told)


def _verify(teller: Teller, username: str, told: Told) -> None:
    """Anybody checks the file on the public page, once its evidence has been put in."""
    for _ in range(_ROUNDS):
        page = teller.dossier_page(username, told)
        place = page.address.split("/desk/")[0] + _address_of(page)
        original = teller.browser(username).get(place).body
        if b"/DocTimeStamp" in original:
            break
        time.sleep(1)
    path = teller.folder / told.code / "00-ban-dien-tu-ky-so.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(original)
    stranger = Browser(teller.base)
    found = stranger.upload(
        stranger.get("/verify/").form("/verify/", field="file"), "file", original
    )
    words = found.text("section[contains(@class, 'answer')][last()]")
    level = "PAdES B-LTA" if "PAdES B-LTA" in found.text() else "below B-LTA"
    teller.say(f"      the signed original: {path}")
    teller.say(f"      the public page finds: {words} ({level})")


def _address_of(page: Page) -> str:
    """Return the address of the original; the dossier's acts name its number."""
    number = page.links("/process/")[0].rstrip("/").split("/")[-2]
    return f"/desk/dossiers/{number}/original.pdf"
