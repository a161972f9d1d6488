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
class Prepared:
    """An upright page: the picture to keep, the grey to read, and what was found and done."""

    picture: Image.Image
    reading: Image.Image
    reading_dpi: int
    treatment: Treatment
    skew: float
    quarters: int
    quality: Quality


def prepare(
    picture: Image.Image,
    *,
    told_dpi: float = 0,
    quarters: int | None = None,
    is_level: bool = False,
) -> Prepared:
    """Turn, level and measure a page, and choose its threshold by the light that was measured.

    `quarters` turns against the clock are taken as given; None finds out how the page lies;
    what cannot be told by the shape of its lines shows when it is read. A page that `is_level`
    was levelled before.
    """
    picture = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
    if picture.mode == "RGB" and not has_colour(picture):
        picture = picture.convert("L")
    dpi = dpi_of(picture.size, told_dpi)
    quarters = _quarters(picture) if quarters is None else quarters
    picture = turned(picture, quarters)
    skew = 0.0 if is_level else skew_degrees(_even_copy(picture))
    grey = grey_of(picture)
    is_grainy = grain_of(grey) > _GRAINY
    if skew:
        is_grey = picture.mode == "L"
        picture = levelled(picture, skew)
        level = picture if is_grey else levelled(Image.fromarray(grey), skew)
        grey = np.asarray(level)
    paper = paper_light(grey)
    light = light_of(paper)
    is_even = light.unevenness < _NO_SHADE and light.paper > _WHITE
    even = grey if is_even else evened(grey, paper)
    quality = measure(grey, even, light, dpi)
    treatment = Treatment.EVENED if quality.is_unevenly_lit else Treatment.OTSU
    reading, reading_dpi = _to_read(even if treatment is Treatment.EVENED else grey, dpi, is_grainy)
    return Prepared(picture, reading, reading_dpi, treatment, skew, quarters, quality)


def _even_copy(picture: Image.Image) -> Grey:
    """A copy about 900 high in even light, enough to see how lines run."""
    small = grey_of(picture.reduce(max(max(picture.size) // 900, 1)))
    return evened(small, paper_light(small))


def _quarters(picture: Image.Image) -> int:
    sideways = int(is_sideways(_even_copy(picture)))
    lying = turned(picture, sideways)
    small = _even_copy(lying)
    level = levelled(Image.fromarray(small), skew_degrees(small))
    return sideways + 2 * int(upside_down_ness(np.asarray(level)) > _CLEARLY_UPSIDE_DOWN)


def _to_read(grey: Grey, dpi: int, is_grainy: bool) -> tuple[Image.Image, int]:
    """A coarse page is enlarged: the recogniser was trained on letters 30 to 40 pixels high."""
    reading = Image.fromarray(grey)
    reading = despeckled(reading) if is_grainy else reading
    if dpi >= _ENOUGH_DPI:
        return reading, dpi
    factor = _READING_DPI / dpi
    size = (round(reading.width * factor), round(reading.height * factor))
    return reading.resize(size, Image.Resampling.BICUBIC), _READING_DPI


def despeckled(reading: Image.Image) -> Image.Image:
    """Return the grey page without single dark and light dots: medians of three, both ways."""
    grey = np.asarray(reading).copy()
    grey[:, 1:-1] = _median(grey[:, :-2], grey[:, 1:-1], grey[:, 2:])
    grey[1:-1] = _median(grey[:-2], grey[1:-1], grey[2:])
    return Image.fromarray(grey)


def _median(one: Grey, two: Grey, three: Grey) -> Grey:
    return np.maximum(np.minimum(one, two), np.minimum(np.maximum(one, two), three))
