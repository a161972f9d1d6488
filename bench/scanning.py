"""Workload G: from the scanner's file to the searchable page: `python -m bench.scanning`.

Twenty-four A4 pages of 300 dpi as JPEG, half of them worn. Ours is the whole way of a page: opened
and prepared as behind walls, read, bound into PDF/A; the floor is the bare program on the same
JPEG, text out, and nothing else. Both in turns, one process a core, two rounds; the ratio of
medians counts. Then how long an uploaded page of 20 takes until it can be seen.
"""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from io import BytesIO
from multiprocessing import get_context
from random import Random
from typing import Any

import django
from PIL import Image

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
django.setup()

from bench import results  # noqa: E402
from motcua.casework.scanning import opening  # noqa: E402
from motcua.casework.scanning.tesseract import recognise  # noqa: E402
from motcua.demo.applicants import applicant  # noqa: E402
from motcua.demo.papers.drawing import FONTS, draw  # noqa: E402
from motcua.demo.papers.texts import KINDS, in_font  # noqa: E402
from motcua.demo.papers.wear import Wear, worn  # noqa: E402
from motcua.engine.pages.prepare import reading_of  # noqa: E402
from motcua.engine.pages.quality import Quality  # noqa: E402
from motcua.engine.pdfa.writing import Label, Sheet, searchable  # noqa: E402
from motcua.kit import clock  # noqa: E402

PAGES, ROUNDS, DPI = 24, 2, 300
LABEL = Label("Trang quét", datetime(2026, 11, 28, tzinfo=UTC))


def scans() -> list[bytes]:
    """Return the pages as a scanner gives them."""
    found = []
    for number in range(PAGES):
        kind = KINDS[number % len(KINDS)]
        paper = kind(applicant(Random(number)), 200 + number, date(2026, 3, 4))
        wear = Wear(skew=0.7, noise=6, blur=0.6) if number % 2 else Wear()
        picture = worn(draw(in_font(paper, FONTS[number % 2]), DPI), wear, number)
        out = BytesIO()
        picture.save(out, "JPEG", quality=80, dpi=(DPI, DPI))
        found.append(out.getvalue())
    return found


def bare(page: bytes) -> float:
    """The program by itself; returns CPU seconds."""
    before = os.times()
    command = ["tesseract", "stdin", "stdout", "-l", "vie", "--psm", "3", "--dpi", str(DPI)]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=page, capture_output=True, check=True, env=environment)
    if len(done.stdout) < 100:
        raise AssertionError("nothing was read")
    return _cpu_since(before)


def ours(page: bytes) -> float:
    """The whole way of one page; returns CPU seconds."""
    before = os.times()
    measures, kept, _thumbnail = opening.answer(opening.look(opening.question(page, 0)))
    picture = Image.open(BytesIO(kept))
    found = recognise(reading_of(picture, Quality(**measures["quality"])))
    sheet = Sheet(kept, picture.size, measures["dpi"], measures["is_grey"], found.layer)
    if len(searchable([sheet], LABEL)) < 1000 or found.confidence < 80:
        raise AssertionError("nothing was read")
    return _cpu_since(before)


def _cpu_since(before: os.times_result) -> float:
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def rounds(pages: Sequence[bytes]) -> dict[str, Any]:
    """Let both take turns; return pages a minute, CPU a page, and the ratio."""
    rates: dict[str, list[float]] = {"bare": [], "ours": []}
    spent: dict[str, list[float]] = {"bare": [], "ours": []}
    ways: dict[str, Callable[[bytes], float]] = {"bare": bare, "ours": ours}
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork")) as workers:
        list(workers.map(ours, pages[:2]))
        for _ in range(ROUNDS):
            for name, way in ways.items():
                began = time.perf_counter()
                spent[name] += workers.map(way, pages)
                rates[name].append(60 * len(pages) / (time.perf_counter() - began))
    middle = {name: statistics.median(found) for name, found in rates.items()}
    return {
        "workload": "G",
        "pages": len(pages),
        "bare_pages_a_minute": round(middle["bare"], 1),
        "ours_pages_a_minute": round(middle["ours"], 1),
        "ours_of_bare_percent": round(100 * middle["ours"] / middle["bare"], 1),
        "bare_cpu_seconds_a_page": round(statistics.mean(spent["bare"]), 2),
        "ours_cpu_seconds_a_page": round(statistics.mean(spent["ours"]), 2),
        "ours_of_bare_cpu": round(sum(spent["ours"]) / sum(spent["bare"]), 2),
    }


def viewable(pages: Sequence[bytes]) -> dict[str, Any]:
    """Return how long one page of a PDF of 20 takes until it can be seen, in a warm process."""
    pictures = [Image.open(BytesIO(page)) for page in pages[:20]]
    out = BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=DPI)
    opening.warm()
    times = []
    for place in range(0, 20, 4):
        began = time.perf_counter()
        opening.look(opening.question(out.getvalue(), place))
        times.append(time.perf_counter() - began)
    return {
        "viewable_after_seconds_p50": round(statistics.median(times), 2),
        "worst": round(max(times), 2),
    }


def main() -> None:
    """Measure, print and keep."""
    pages = scans()
    lines = [rounds(pages), viewable(pages)]
    for line in lines:
        print(line)
    results.keep(
        "From the scanner to the searchable page", results.listed(lines), clock.now().date()
    )


if __name__ == "__main__":
    main()
