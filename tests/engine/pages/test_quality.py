"""What an officer is told about a picture before the paper leaves the counter."""

import pytest
from PIL import Image, ImageEnhance

from motcua.demo.papers.wear import Wear, worn
from motcua.engine.pages.prepare import prepare
from motcua.engine.pages.quality import Fault, dpi_of
from tests.engine.pages.sheets import page

pytestmark = pytest.mark.slow


def faults(picture: Image.Image) -> tuple[Fault, ...]:
    return prepare(picture).quality.faults


SCANS = [*((kind, 150) for kind in range(6)), (0, 300)]


@pytest.mark.parametrize(("kind", "dpi"), SCANS)
def test_a_good_scan_has_no_fault(kind: int, dpi: int) -> None:
    assert faults(page(kind, dpi, Wear(skew=0.4, noise=4))) == ()


def test_a_blurred_page_is_flagged() -> None:
    assert faults(page(0, 200, Wear(blur=3))) == (Fault.BLURRED,)


def test_an_empty_page_is_blank_even_with_dust_on_it() -> None:
    empty = Image.new("RGB", (1240, 1754), "white")

    assert faults(worn(empty, Wear(noise=6, speckle=0.0005))) == (Fault.BLANK,)


def test_a_page_with_one_line_is_not_blank() -> None:
    sheet = Image.new("RGB", (1240, 1754), "white")
    sheet.paste(page(0).crop((0, 0, 1240, 200)), (0, 0))

    assert Fault.BLANK not in faults(sheet)


def test_a_coarse_page_is_flagged() -> None:
    assert Fault.COARSE in faults(page(0, 100))


def test_a_page_in_deep_shadow_is_flagged() -> None:
    assert Fault.UNEVEN_LIGHT in faults(page(0, 150, Wear(dark_side=0.3)))


def test_a_dark_page_is_flagged() -> None:
    assert Fault.DARK in faults(ImageEnhance.Brightness(page(0, 150)).enhance(0.4))


def test_the_told_resolution_counts_only_when_it_is_credible() -> None:
    assert dpi_of((2480, 3508), 300) == 300
    assert dpi_of((2480, 3508), 1) == 300
    assert dpi_of((1654, 2339), 0) == 200
