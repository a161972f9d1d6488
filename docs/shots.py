"""Takes the screenshots of the README from the demonstration: `make shots`.

Starts a service of its own in a temporary folder, lets the story be told, opens the main screens
in headless Chromium and writes `docs/screenshots/*.png`. With `--running` it uses the demonstration
that answers at its address already.
"""

import os
import re
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from motcua.demo.officers import DEMO_PASSWORD

HERE = Path(__file__).parent / "screenshots"
PORT, LIVE_PORT = 8460, 8461
SPECIALIST = "xaydung.chuyenvien"
ADDRESS = f"http://127.0.0.1:{PORT}"
DESKTOP, PHONE = (1366, 768), (390, 844)
SETTLE_MS = 500
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


@dataclass(frozen=True)
class Story:
    """A dossier on its way: its code, and the phone given for it."""

    code: str
    phone: str


@dataclass(frozen=True)
class Shot:
    """One picture: its name, who looks, where, on which glass, and what is done first."""

    name: str
    username: str
    path: str
    size: tuple[int, int] = DESKTOP
    before: Callable[[Page, Story], None] | None = None


def track(page: Page, story: Story) -> None:
    """Ask for a dossier on its way, by its code and the last digits of the phone."""
    page.fill("#f-code", story.code)
    page.fill("#f-key", story.phone[-4:])
    page.click("main form button")


def receive(page: Page, _story: Story) -> None:
    """Fill the reception as an officer does, up to the last key."""
    page.fill("#f-number", "040192006318")
    page.press("#f-number", "Tab")
    page.wait_for_timeout(900)
    page.fill("#f-procedure", "xay nha")
    page.wait_for_selector("#f-procedure-l [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1200)
    for box in page.locator("input[name=paper]").all()[:3]:
        box.check()
    page.wait_for_timeout(900)


def first_dossier(page: Page, _story: Story) -> None:
    """Open the most urgent dossier of the list."""
    page.locator("main table a").first.click()


SHOTS = (
    Shot("portal", "", "/"),
    Shot("portal-phone", "", "/", PHONE),
    Shot("procedure", "", "/procedures/TAM-GPXD-NHA-O/"),
    Shot("track-phone", "", "/track/", PHONE, track),
    Shot("reception", "trungtam.tiepnhan", "/desk/reception/", before=receive),
    Shot("worklist", "nongnghiep.chuyenvien", "/desk/worklist/"),
    Shot("dossier", SPECIALIST, "/desk/worklist/", before=first_dossier),
    Shot("approvals-phone", "nongnghiep.lanhdao", "/desk/approvals/", PHONE),
    Shot("board", "trungtam.giamdoc", "/board/"),
)


def main() -> int:
    """Take every picture; return 1 when a screen is not part of this build."""
    HERE.mkdir(exist_ok=True)
    with nullcontext() if "--running" in sys.argv else _service(), sync_playwright() as driver:
        program = next(path for path in CHROMIUM if Path(path).exists())
        arguments = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]
        browser = driver.chromium.launch(executable_path=program, args=arguments)
        story = _look_for_one(browser)
        missing = [shot.name for shot in SHOTS if not _take(browser, shot, story)]
        browser.close()
    if missing:
        sys.stderr.write(f"not part of this build: {', '.join(missing)}\n")
    return 1 if missing else 0


def _look_for_one(browser: Browser) -> Story:
    """Read code and phone of the specialist's most urgent dossier."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = _page(context, SPECIALIST)
    page.goto(f"{ADDRESS}/desk/worklist/")
    page.locator("main table a").first.click()
    words = page.locator("body").inner_text()
    context.close()
    code, phone = re.search(r"H41\.\S+-\d{6}-\d{4}", words), re.search(r"09\d{8}", words)
    if code is None or phone is None:
        raise SystemExit("the first dossier of the list shows no code or no phone")
    return Story(code[0], phone[0])


def _take(browser: Browser, shot: Shot, story: Story) -> bool:
    width, height = shot.size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    page = _page(context, shot.username)
    answer = page.goto(f"{ADDRESS}{shot.path}")
    if answer is None or not answer.ok:
        context.close()
        return False
    if shot.before:
        shot.before(page, story)
    page.wait_for_load_state("load")
    page.wait_for_timeout(SETTLE_MS)
    path = HERE / f"{shot.name}.png"
    path.write_bytes(_smaller(page.screenshot(animations="disabled", caret="hide")))
    context.close()
    return True


def _page(context: BrowserContext, username: str) -> Page:
    page = context.new_page()
    if username:
        page.goto(f"{ADDRESS}/login/")
        page.fill("#f-username", username)
        page.fill("#f-password", DEMO_PASSWORD)
        page.click("main form button")
    return page


@contextmanager
def _service() -> Iterator[None]:
    """Run the demonstration on ports of its own until the story is told."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        own = {"MOTCUA_PORT": str(PORT), "MOTCUA_LIVE_PORT": str(LIVE_PORT), "MOTCUA_HOME": home}
        surroundings = {**os.environ, **own, "MOTCUA_PUBLIC_URL": ADDRESS}
        surroundings.pop("MOTCUA_DATABASE_URL", None)
        words = [sys.executable, "-m", "motcua", "run", "--demo", "--story"]
        running = subprocess.Popen(  # noqa: S603 - our own command
            words, stdout=subprocess.PIPE, text=True, env=surroundings
        )
        try:
            _wait(running)
            yield
        finally:
            running.terminate()
            running.wait(60)


def _wait(running: subprocess.Popen[str]) -> None:
    told = ""
    for line in running.stdout or ():
        told += line
        if "motcua answers at" in line:
            return
    raise SystemExit(f"the service ended before it answered:\n{told}")


def _smaller(png: bytes) -> bytes:
    """Pack the same pixels as tightly as zlib can."""
    chunks, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        chunks.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += 12 + length
    pixels = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    packed = [(b"IHDR", chunks[0][1]), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b"")]
    return png[:8] + b"".join(_chunk(kind, body) for kind, body in packed)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


if __name__ == "__main__":
    sys.exit(main())
