"""What we put together is archival PDF in the eyes of an outside validator, and can be searched."""

import re
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import page as validator
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from motcua.casework.scanning.tesseract import is_present, recognise
from motcua.engine.pages.prepare import prepare
from motcua.engine.pdfa.writing import Label, Sheet, searchable
from tests.engine.pages.sheets import PERSON, page

LABEL = Label("Trích lục khai sinh – bản chụp", datetime(2026, 11, 28, 2, tzinfo=UTC), "Quầy 5")
needs_tesseract = pytest.mark.skipif(not is_present(), reason="tesseract with `vie` is absent")


def sheet(picture: Image.Image, dpi: int, layer: bytes = b"") -> Sheet:
    out = BytesIO()
    picture.save(out, "JPEG", quality=75)
    return Sheet(out.getvalue(), picture.size, dpi, picture.mode == "L", layer)


def is_archival(content: bytes) -> bool:
    profile = validator.ValidationProfile.PDF_A_2B
    return bool(validator.validate_pdf_bytes(content, profile=profile).is_compliant)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(st.integers(20, 300), st.integers(20, 300), st.booleans()), min_size=1),
    st.text(min_size=1, max_size=60).filter(lambda text: text.isprintable()),
)
def test_pictures_of_any_size_make_an_archival_document(
    sizes: list[tuple[int, int, bool]], title: str
) -> None:
    pictures = [Image.new("L" if grey else "RGB", (w, h), 200 if grey else (200, 180, 90))
                for w, h, grey in sizes]  # fmt: skip
    content = searchable([sheet(one, 150) for one in pictures], Label(title, LABEL.made_at))

    assert is_archival(content)
    assert len(pypdf.PdfReader(BytesIO(content)).pages) == len(sizes)


def test_the_same_pages_are_the_same_bytes() -> None:
    pages = [sheet(page(1, 100), 100)]

    assert searchable(pages, LABEL) == searchable(pages, LABEL)


def test_a_document_without_pages_is_none() -> None:
    with pytest.raises(ValueError, match="pages"):
        searchable([], LABEL)


@pytest.mark.slow
@needs_tesseract
def test_the_words_lie_unseen_over_their_picture(tmp_path: Path) -> None:
    prepared = prepare(page(1, 150))
    layer = recognise(prepared.reading).layer
    content = searchable([sheet(prepared.picture, 150, layer), sheet(page(4, 100), 100)], LABEL)
    reader = pypdf.PdfReader(BytesIO(content))
    text = reader.pages[0].extract_text()

    assert is_archival(content)
    assert PERSON.full_name in text
    assert PERSON.identity_number in text
    assert reader.pages[1].extract_text() == ""
    assert reader.metadata
    assert reader.metadata.title == LABEL.title
    assert _top_of(content, "TRÍCH", tmp_path) == pytest.approx(0.122, abs=0.006)


def _top_of(content: bytes, word: str, folder: Path) -> float:
    """Where a word stands down the page, 0 to 1, as an outside program sees it."""
    (folder / "made.pdf").write_bytes(content)
    done = subprocess.run(
        ["pdftotext", "-bbox", str(folder / "made.pdf"), "-"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    height = re.search(r'page width="[\d.]+" height="([\d.]+)"', done.stdout)
    found = re.search(rf'yMin="([\d.]+)"[^>]*>{word}<', done.stdout)
    assert height
    assert found
    return float(found[1]) / float(height[1])
