"""From a scanned picture to the picture that is kept and the one that is read."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from PIL import Image

from motcua.engine.pages.grey import (
    Grey,
    evened,
    grain_of,
    grey_of,
    has_colour,
    light_of,
    paper_light,
)
from motcua.engine.pages.quality import Quality, dpi_of, measure
from motcua.engine.pages.upright import (
    is_sideways,
    levelled,
    skew_degrees,
    turned,
    upside_down_ness,
)

_ENOUGH_DPI = 220
_READING_DPI = 300
_GRAINY = 0.0012
_NO_SHADE, _WHITE = 0.03, 245
_CLEARLY_UPSIDE_DOWN = 0.03


class Treatment(StrEnum):
    """How ink is told from paper: one threshold, after evening the light, or square by square."""

    OTSU = "otsu"
    EVENED = "evened"
    SAUVOLA = "sauvola"


@dataclass(frozen=True)
class Reading:
    """What the recogniser gets: the page in grey, its dots per inch, and the threshold to take."""

    grey: Image.Image
    dpi: int
    treatment: Treatment


@dataclass(frozen=True)
class Prepared:
    """An upright page: the picture to keep, what is read of it, and what was found and done."""

    picture: Image.Image
    reading: Reading
    skew: float
    quarters: int
    quality: Quality


def prepare(picture: Image.Image, *, told_dpi: float = 0) -> Prepared:
    """Turn, level and measure a page, and choose its threshold by the light that was measured.

    Whether it stands on its head is told by the shape of its lines; where they do not tell, it
    shows when the page is read.
    """
    picture = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
    if picture.mode == "RGB" and not has_colour(picture):
        picture = picture.convert("L")
    dpi = dpi_of(picture.size, told_dpi)
    quarters, skew = _how_it_lies(picture)
    picture = turned(picture, quarters)
    # Levelling wears single dots away, so they are looked for before.
    is_grainy = grain_of(np.asarray(picture.convert("L"))) > _GRAINY
    picture = levelled(picture, skew)
    grey = grey_of(picture)
    paper = paper_light(grey)
    light = light_of(paper)
    is_even = light.unevenness < _NO_SHADE and light.paper > _WHITE
    even = grey if is_even else evened(grey, paper)
    quality = measure(grey, even, light, dpi)
    reading = _reading(even if quality.is_unevenly_lit else grey, quality, is_grainy)
    return Prepared(picture, reading, skew, quarters, quality)


def reading_of(picture: Image.Image, quality: Quality) -> Reading:
    """Return what is read of a picture that was prepared and measured before."""
    grey = grey_of(picture)
    is_grainy = grain_of(grey) > _GRAINY
    if quality.is_unevenly_lit:
        grey = evened(grey, paper_light(grey))
    return _reading(grey, quality, is_grainy)


def _how_it_lies(picture: Image.Image) -> tuple[int, float]:
    """Return the quarter turns against the clock that set the page upright, and its lean then.

    A copy about 900 high in even light is enough to see how lines run.
    """
    small = grey_of(picture.reduce(max(max(picture.size) // 900, 1)))
    small = evened(small, paper_light(small))
    sideways = int(is_sideways(small))
    small = np.rot90(small, sideways)
    skew = skew_degrees(small)
    level = np.asarray(levelled(Image.fromarray(small), skew))
    return sideways + 2 * int(upside_down_ness(level) > _CLEARLY_UPSIDE_DOWN), skew


def _reading(grey: Grey, quality: Quality, is_grainy: bool) -> Reading:
    """A coarse page is enlarged: the recogniser was trained on letters 30 to 40 pixels high."""
    treatment = Treatment.EVENED if quality.is_unevenly_lit else Treatment.OTSU
    page = Image.fromarray(grey)
    page = despeckled(page) if is_grainy else page
    if quality.dpi >= _ENOUGH_DPI:
        return Reading(page, quality.dpi, treatment)
    factor = _READING_DPI / quality.dpi
    size = (round(page.width * factor), round(page.height * factor))
    return Reading(page.resize(size, Image.Resampling.BICUBIC), _READING_DPI, treatment)


def despeckled(page: Image.Image) -> Image.Image:
    """Return the grey page without single dark and light dots: medians of three, both ways."""
    grey = np.asarray(page).copy()
    grey[:, 1:-1] = _median(grey[:, :-2], grey[:, 1:-1], grey[:, 2:])
    grey[1:-1] = _median(grey[:-2], grey[1:-1], grey[2:])
    return Image.fromarray(grey)


def _median(one: Grey, two: Grey, three: Grey) -> Grey:
    return np.maximum(np.minimum(one, two), np.minimum(np.maximum(one, two), three))
