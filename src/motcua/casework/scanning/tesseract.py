"""The window to the program tesseract: one low-priority process a page, grey picture in, text out.

The picture it gets was drawn by us from checked bytes, never the stranger's own file. Where the
program or its Vietnamese model is absent pages stay pictures, and the screen says so.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image

from motcua.engine.pages.prepare import Reading, Treatment, despeckled

LANGUAGE = "vie"
PAGE_SECONDS = 90
_SURE = 80.0
_READABLE = 70.0
_SAUVOLA = ("-c", "thresholding_method=2")


class CannotRecognise(Exception):
    """The program is absent, gave up, or took too long; `why` is one word."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Recognition:
    """The words of a page; `confidence` 0 to 100, `layer` a PDF page with nothing but them."""

    text: str
    confidence: float
    treatment: Treatment
    layer: bytes
    is_upside_down: bool = False


@cache
def is_present() -> bool:
    """Tell whether the program and its Vietnamese model are installed."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    told = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    return LANGUAGE in told.stdout.decode(errors="replace").split()


def recognise(page: Reading) -> Recognition:
    """Read a page; when the result is unsure, read it otherwise and keep the surer one.

    Upside down is tried last: whoever finds it turned turns the page and prepares it again.
    Raises `CannotRecognise`.
    """
    if not is_present():
        raise CannotRecognise("absent")
    best = _read(page.grey, page.dpi, page.treatment)
    if best.confidence >= _SURE:
        return best
    other = despeckled(page.grey)
    best = max(best, _read(other, page.dpi, Treatment.SAUVOLA), key=_surety)
    if best.confidence < _READABLE:
        flipped = page.grey.transpose(Image.Transpose.ROTATE_180)
        over = _read(flipped, page.dpi, page.treatment)
        if _surety(over) > _surety(best) + 10:
            return Recognition(over.text, over.confidence, over.treatment, over.layer, True)
    return best


def _surety(found: Recognition) -> float:
    return found.confidence


def _read(grey: Image.Image, dpi: int, treatment: Treatment) -> Recognition:
    options = _SAUVOLA if treatment is Treatment.SAUVOLA else ()
    with tempfile.TemporaryDirectory(prefix="motcua-page-") as folder:
        place = Path(folder)
        grey.save(place / "page.pgm")
        _run(place, dpi, options)
        tsv = (place / "out.tsv").read_text("utf-8")
        text = (place / "out.txt").read_text("utf-8").strip()
        return Recognition(text, _confidence(tsv), treatment, (place / "out.pdf").read_bytes())


def _run(place: Path, dpi: int, options: Sequence[str]) -> None:
    command = ["nice", "-n", "15", "tesseract", str(place / "page.pgm"), str(place / "out")]
    command += ["-l", LANGUAGE, "--dpi", str(dpi), "--psm", "3", "-c", "textonly_pdf=1", *options]
    try:
        subprocess.run(  # noqa: S603 - our own words only
            [*command, "txt", "tsv", "pdf"],
            env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/local/bin:/usr/bin:/bin"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PAGE_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise CannotRecognise("too_long") from None
    except (subprocess.CalledProcessError, OSError):
        raise CannotRecognise("failed") from None


def _confidence(tsv: str) -> float:
    """The mean confidence of the words, each by its length; 0.0 for a page without words."""
    rows = (row.split("\t") for row in tsv.splitlines()[1:])
    words = [(float(row[10]), len(row[11].strip())) for row in rows if len(row) == 12]
    weight = sum(length for sure, length in words if sure >= 0)
    total = sum(sure * length for sure, length in words if sure >= 0)
    return round(total / weight, 1) if weight else 0.0
