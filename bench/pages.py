"""Recognition and speed on rendered and worn Vietnamese pages: `python -m bench.pages`.

64 pages: six kinds of paper, four fonts, four kinds of wear, 150 to 300 dpi. Character error with
and without diacritics is edit distance over length, spaces as one; a field counts when its very
value is read. `--quick` reads every third page.
"""

import argparse
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import django
from PIL import Image

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
django.setup()

from bench import results  # noqa: E402
from motcua.casework.lifecycle.filing import PartyGiven  # noqa: E402
from motcua.casework.scanning.tesseract import recognise  # noqa: E402
from motcua.demo.applicants import applicant  # noqa: E402
from motcua.demo.papers.drawing import FONTS, Paper, draw  # noqa: E402
from motcua.demo.papers.texts import KINDS, in_font  # noqa: E402
from motcua.demo.papers.wear import Wear, worn  # noqa: E402
from motcua.engine.pages.codes import codes_on  # noqa: E402
from motcua.engine.pages.fields import FieldKind, fields_in  # noqa: E402
from motcua.engine.pages.prepare import prepare  # noqa: E402
from motcua.kit import clock  # noqa: E402
from motcua.kit.text import fold, nfc  # noqa: E402

CLEAN = (Wear(), 300), (Wear(), 200)
WORN = (
    (Wear(skew=1.2, blur=1.0, noise=14, speckle=0.004), 300),
    (Wear(skew=-0.8, dark_side=0.6, jpeg=45), 150),
    (Wear(skew=2.5, blur=0.7, noise=8), 200),
    (Wear(skew=0.6, dark_side=0.45, noise=6, jpeg=60), 200),
    (Wear(skew=-1.6, speckle=0.003, dark_side=0.8), 250),
    (Wear(quarters=1, noise=6), 200),
)
PER_WEAR = 8


@dataclass(frozen=True)
class Case:
    """One page of the corpus: what stands on it, whose it is, how it was scanned."""

    paper: Paper
    person: PartyGiven
    wear: Wear
    dpi: int
    seed: int

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing was done to the page."""
        return self.wear == Wear()

    def picture(self) -> Image.Image:
        """Draw it and wear it out."""
        return worn(draw(self.paper, self.dpi), self.wear, self.seed)


def corpus() -> Iterator[Case]:
    """Return the 64 pages, always the same."""
    number = 0
    for wear, dpi in (*CLEAN, *WORN):
        for _ in range(PER_WEAR):
            person = applicant(Random(number))
            on = date(2026, 1, 5) + timedelta(days=number)
            kind = KINDS[(number + number // len(KINDS)) % len(KINDS)]
            paper = in_font(kind(person, 200 + number, on), FONTS[number % len(FONTS)])
            yield Case(paper, person, wear, dpi, number)
            number += 1


def distance(one: str, other: str) -> int:
    """Return how many letters must be put in, taken out or changed."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, there in enumerate(other, 1):
            cost = min(row[j] + 1, row[j - 1] + 1, diagonal + (letter != there))
            diagonal, row[j] = row[j], cost
    return row[-1]


def read(case: Case) -> dict[str, Any]:
    """Return the errors of one page, and its fields right and wanted."""
    page = prepare(case.picture()).reading
    found = recognise(page)
    want, got = nfc(case.paper.text), nfc(found.text)
    plain = distance(fold(want), fold(got))
    fields = {(one.kind, one.value) for one in fields_in(found.text, codes_on(page.grey))}
    person = case.person
    wanted = {
        (FieldKind.FULL_NAME, person.full_name),
        (FieldKind.PERSONAL_NUMBER, person.identity_number),
        (FieldKind.BIRTH_ON, person.birth_on.isoformat() if person.birth_on else ""),
    }
    return {
        "clean": case.is_clean,
        "wear": case.wear,
        "dpi": case.dpi,
        "font": case.paper.font,
        "letters": len(want),
        "wrong": distance(want, got),
        "wrong_folded": plain,
        "fields": len(wanted),
        "fields_right": len(wanted & fields),
        "treatment": found.treatment,
        "missed": sorted(f"{kind}={value}" for kind, value in wanted - fields),
    }


def errors(lines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Sum up lines of one kind."""
    letters = sum(line["letters"] for line in lines)
    fields = sum(line["fields"] for line in lines)
    percent = {
        key: round(100 * sum(line[key] for line in lines) / letters, 3)
        for key in ("wrong", "wrong_folded")
    }
    right = sum(line["fields_right"] for line in lines)
    return {
        "pages": len(lines),
        "character_error_percent": percent["wrong"],
        "without_diacritics_percent": percent["wrong_folded"],
        "worst_page_percent": round(max(100 * x["wrong"] / x["letters"] for x in lines), 2),
        "fields_right_percent": round(100 * right / fields, 1),
    }


def told(lines: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Return clean, worn, and each wear and font by itself."""
    yield {"what": "clean", **errors([line for line in lines if line["clean"]])}
    yield {"what": "worn", **errors([line for line in lines if not line["clean"]])}
    for wear in dict.fromkeys(line["wear"] for line in lines):
        chosen = [line for line in lines if line["wear"] == wear]
        yield {"what": str(wear), "dpi": chosen[0]["dpi"], **errors(chosen)}
    for font in FONTS:
        yield {"what": font, **errors([line for line in lines if line["font"] == font])}


def main() -> None:
    """Measure, print and keep."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--quick", action="store_true")
    chosen = asked.parse_args()
    cases = list(corpus())[:: 3 if chosen.quick else 1]
    with ThreadPoolExecutor(os.cpu_count() or 1) as workers:
        lines = list(workers.map(read, cases))
    figures = list(told(lines))
    for line in figures:
        print(line)
    for line in lines:
        if line["missed"] or line["wrong"] > 0.01 * line["letters"]:
            print("  look at", line)
    if not chosen.quick:
        text = results.listed(figures)
        results.keep("Reading 64 Vietnamese pages", text, clock.now().date())


if __name__ == "__main__":
    main()
