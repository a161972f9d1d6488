"""Takes the screenshots of the README from the demonstration: `make shots`.

Starts a service of its own in a temporary folder, lets the story be told, opens the main screens
in headless Chromium and writes `docs/screenshots/*.png`.
"""

import os
import re
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from motcua.demo.officers import DEMO_PASSWORD

HERE = Path(__file__).parent / "screenshots"
PORT, LIVE_PORT = 8460, 8461
ADDRESS = f"http://127.0.0.1:{PORT}"
DESKTOP, PHONE = (1366, 768), (390, 844)
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
_RECEIVED = re.compile(r"receives (H41\S+) of .*?\n.*?look-up key (\w+)")


@dataclass(frozen=True)
class Story:
    """What the told story left: codes and look-up keys, in its order."""

    dossiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shot:
    """One picture: its name, who looks, where, on which glass, and what is done first."""

    name: str
    username: str
    path: str
    size: tuple[int, int] = DESKTOP
    before: Callable[[Page, Story], None] | None = None


def track(page: Page, story: Story) -> None:
    """Ask for the second dossier by its receipt."""
    code, key = story.dossiers[1]
    page.fill("#f-code", code)
    page.fill("#f-key", key)
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
    Shot("returns", "trungtam.traketqua", "/desk/returns/"),
    Shot("worklist", "xaydung.chuyenvien", "/desk/worklist/?view=pool"),
    Shot("dossier", "xaydung.chuyenvien", "/desk/worklist/?view=pool", before=first_dossier),
    Shot("approvals-phone", "xaydung.lanhdao", "/desk/approvals/", PHONE),
    Shot("board", "trungtam.giamdoc", "/board/"),
    Shot("process", "quantri", "/backstage/"),
)


def main() -> int:
    """Take every picture; return 1 when a screen is not part of this build."""
    HERE.mkdir(exist_ok=True)
    with _service() as story, sync_playwright() as driver:
        program = next(path for path in CHROMIUM if Path(path).exists())
        arguments = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]
        browser = driver.chromium.launch(executable_path=program, args=arguments)
        missing = [shot.name for shot in SHOTS if not _take(browser, shot, story)]
        browser.close()
    if missing:
        sys.stderr.write(f"not part of this build: {', '.join(missing)}\n")
    return 1 if missing else 0


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
    page.wait_for_load_state("networkidle")
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
def _service() -> Iterator[Story]:
    """Run the demonstration on ports of its own; give what the story told."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        ports = {"MOTCUA_PORT": str(PORT), "MOTCUA_LIVE_PORT": str(LIVE_PORT)}
        surroundings = {**os.environ, **ports, "MOTCUA_HOME": home, "MOTCUA_PUBLIC_URL": ADDRESS}
        words = [sys.executable, "-m", "motcua", "run", "--demo", "--story"]
        running = subprocess.Popen(  # noqa: S603 - our own command
            words, stdout=subprocess.PIPE, text=True, env=surroundings
        )
        try:
            yield _read(running)
        finally:
            running.terminate()
            running.wait(60)


def _read(running: subprocess.Popen[str]) -> Story:
    told = ""
    for line in running.stdout or ():
        told += line
        if "motcua answers at" in line:
            return Story(tuple(_RECEIVED.findall(told)))
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
