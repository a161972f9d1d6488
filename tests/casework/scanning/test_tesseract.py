"""Pages are read by the program itself; the whole corpus is measured by bench/pages.py."""

from collections import Counter

import pytest

from motcua.casework.scanning.tesseract import CannotRecognise, is_present, recognise
from motcua.demo.papers.drawing import FONTS, draw
from motcua.demo.papers.texts import in_font
from motcua.demo.papers.wear import Wear, worn
from motcua.engine.pages.fields import FieldKind, fields_in
from motcua.engine.pages.prepare import prepare
from motcua.kit.text import words
from tests.engine.pages.sheets import PERSON, paper

SLOW = pytest.mark.slow
needs_tesseract = pytest.mark.skipif(not is_present(), reason="tesseract with `vie` is absent")


@needs_tesseract
@pytest.mark.parametrize(
    ("wear", "dpi", "right"),
    [
        pytest.param(Wear(), 300, 0.98, marks=SLOW),
        pytest.param(Wear(skew=1.2, blur=1.0, noise=14, speckle=0.004), 300, 0.95, marks=SLOW),
        pytest.param(Wear(skew=-0.8, dark_side=0.6, jpeg=45), 150, 0.95, marks=SLOW),
        pytest.param(Wear(quarters=2, noise=6), 200, 0.95, marks=SLOW),
    ],
)
def test_words_are_read_with_their_accents(wear: Wear, dpi: int, right: float) -> None:
    sheet = in_font(paper(2), FONTS[1])
    found = recognise(prepare(worn(draw(sheet, dpi), wear)).reading)
    wanted, got = Counter(words(sheet.text)), Counter(words(found.text))

    assert (wanted & got).total() >= right * wanted.total()
    assert (FieldKind.PERSONAL_NUMBER, PERSON.identity_number) in {
        (field.kind, field.value) for field in fields_in(found.text)
    }
    assert found.layer.startswith(b"%PDF")


def test_without_the_program_a_page_stays_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.casework.scanning.tesseract.is_present", lambda: False)

    with pytest.raises(CannotRecognise, match="absent"):
        recognise(prepare(draw(paper(2), 100)).reading)
