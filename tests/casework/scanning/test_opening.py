"""Pictures as scanners and fax machines make them: nothing of a page is lost, none is squeezed."""

import io
from typing import Any

import numpy as np
import pypdf
import pytest
from PIL import Image, ImageDraw

from motcua.casework.scanning.opening import answer, look, question
from motcua.engine.pages.quality import Fault

SIZE = (850, 1100)


def page(ink: int = 0) -> Image.Image:
    """A page of level lines whose left half alone is written on, its top with a black bar."""
    made = Image.new("L", SIZE, 255)
    pen = ImageDraw.Draw(made)
    pen.rectangle((60, 60, 790, 110), fill=ink)
    for y in range(160, 1040, 40):
        pen.rectangle((60, y, 420, y + 12), fill=ink)
    return made


def written(picture: Image.Image, kind: str, **more: Any) -> bytes:
    """Return a picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def opened(content: bytes) -> tuple[dict[str, Any], Image.Image]:
    """Return the measures and the picture that the chamber makes of a file's first page."""
    measures, picture, _thumbnail = answer(look(question(content, 0)))
    return measures, Image.open(io.BytesIO(picture)).convert("L")


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_pale_page_of_sixteen_bits_is_not_blank(kind: str) -> None:
    deep = np.asarray(page(ink=90)).astype(np.uint16) * 257
    measures, picture = opened(written(Image.fromarray(deep), kind, dpi=(100, 100)))
    assert Fault.BLANK not in measures["faults"]
    assert abs(int(np.asarray(picture)[85, 400]) - 90) < 8
    assert int(np.asarray(picture)[500, 700]) > 247


@pytest.mark.parametrize(("scale", "kind"), [(1 / 255, np.float32), (1, np.int32), (257, np.int32)])
def test_deeper_grey_is_taken_by_its_lightest_value(scale: float, kind: type) -> None:
    deep = (np.asarray(page(ink=90)).astype(np.float64) * scale).astype(kind)
    _measures, picture = opened(written(Image.fromarray(deep), "TIFF"))
    assert abs(int(np.asarray(picture)[85, 400]) - 90) < 8


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_fax_of_half_the_lines_is_as_high_as_its_paper(orientation: int) -> None:
    flat = page().resize((850, 550)).convert("1")
    dpi = (100, 50)
    if orientation == 6:
        flat, dpi = flat.transpose(Image.Transpose.ROTATE_90), (50, 100)
    told = {274: orientation}
    fax = written(flat, "TIFF", compression="group4", dpi=dpi, tiffinfo=told)
    measures, picture = opened(fax)
    assert picture.size == SIZE
    assert (measures["dpi"], measures["size"]) == (100, list(SIZE))


@pytest.mark.parametrize("quarter", [0, 90])
@pytest.mark.parametrize("dpi", [240, 300])
def test_a_page_that_a_scanner_marked_as_turned_keeps_its_dots(quarter: int, dpi: int) -> None:
    upright = page().resize((dpi * 17 // 2, dpi * 11))
    reader = pypdf.PdfReader(io.BytesIO(written(upright, "PDF", resolution=dpi)))
    writer = pypdf.PdfWriter()
    writer.add_page(reader.pages[0].rotate(quarter))
    out = io.BytesIO()
    writer.write(out)

    measures, picture = opened(out.getvalue())

    assert abs(measures["dpi"] - dpi) < 2
    assert abs(picture.height - dpi * 11) < 3


def test_dots_that_no_scanner_makes_are_not_believed() -> None:
    _measures, picture = opened(written(page(), "PNG", dpi=(300, 3)))
    assert picture.size == SIZE


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_photo_stands_as_its_camera_says(orientation: int) -> None:
    turns = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90,
        8: Image.Transpose.ROTATE_270}  # fmt: skip
    told = Image.Exif()
    told[0x0112] = orientation
    lying = page().transpose(turns[orientation])
    measures, picture = opened(written(lying, "JPEG", exif=told.tobytes()))
    assert (picture.size, measures["quarters"]) == (SIZE, 0)
    assert int(np.asarray(picture)[85, 700]) < 60
