"""A page as grey values: red ink taken off, light evened out, ink told from paper."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

Grey = NDArray[np.uint8]

_BLOCKS_ALONG = 48
_RED_AT_LEAST = 14
_GRAIN = 48
_SEAL_SHARE = 0.08
_GLANCE = 4
_ROUGHLY, _COLOURED, _SOME_SPOTS = 8, 28, 12
_DARKEST_PAPER = 40.0


@dataclass(frozen=True)
class Light:
    """How the paper itself is lit: its middle grey, and how far it falls off, 0 to 1."""

    paper: float
    unevenness: float


def grey_of(picture: Image.Image) -> Grey:
    """Return the page in grey; a red seal over black text vanishes, a page printed red does not."""
    grey = np.asarray(picture.convert("L"))
    if picture.mode != "RGB" or not 0 < _red_share(picture.reduce(_GLANCE)) < _SEAL_SHARE:
        return grey
    red, is_red = _red_of(picture)
    if not is_red.any():
        return grey
    bare = max(float(np.percentile(red[is_red], 60)), 1.0)
    lifted = np.minimum(np.arange(256) * (255 / bare), 255).astype(np.uint8)
    return np.where(is_red, lifted[red], grey)


def has_colour(picture: Image.Image) -> bool:
    """Tell whether there is anything to see in colour: a seal, a signature, a coloured form."""
    red, green, blue = (np.asarray(band) for band in picture.reduce(_ROUGHLY).split())
    most, least = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
    return int(np.count_nonzero(most - least > _COLOURED)) > _SOME_SPOTS


def _red_of(picture: Image.Image) -> tuple[Grey, NDArray[np.bool_]]:
    """Return the red of a picture, and where it stands out clearly over green and blue."""
    red, green, blue = picture.split()
    over = np.asarray(ImageChops.subtract(red, ImageChops.lighter(green, blue)))
    values = np.asarray(red)
    return values, (over > _RED_AT_LEAST) & (over > values // 5)


def _red_share(small: Image.Image) -> float:
    _red, is_red = _red_of(small)
    return np.count_nonzero(is_red) / is_red.size


def shrunk(grey: Grey, factor: int) -> Grey:
    """Return the page with each `factor` × `factor` square as its mean; the rest is cut off."""
    if factor <= 1:
        return grey
    return np.asarray(Image.fromarray(grey).reduce(factor))


def paper_light(grey: Grey) -> Grey:
    """Return the brightness of the bare paper, about 48 squares along: the brightest in each."""
    side = max(grey.shape[0] // _BLOCKS_ALONG, 1)
    small = shrunk(grey, max(side // 8, 1))
    block = max(small.shape[0] // _BLOCKS_ALONG, 1)
    height, width = small.shape[0] // block * block, small.shape[1] // block * block
    squares = small[:height, :width].reshape(height // block, block, width // block, block)
    brightest = np.percentile(squares, 80, axis=(1, 3)).astype(np.uint8)
    return _without_dark_holes(brightest)


def _without_dark_holes(brightest: Grey) -> Grey:
    """A square full of ink takes the light of its neighbours: greatest, then mean, of 5 × 5."""
    padded = np.pad(brightest, 2, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (5, 5))
    greatest = np.pad(np.percentile(windows, 70, axis=(2, 3)), 2, mode="edge")
    smooth = np.lib.stride_tricks.sliding_window_view(greatest, (5, 5)).mean(axis=(2, 3))
    light: Grey = np.maximum(smooth, brightest).astype(np.uint8)
    return light


def light_of(paper: Grey) -> Light:
    """Measure the light on the paper as `paper_light` gives it."""
    low, middle, high = np.percentile(paper, [3, 50, 97])
    return Light(float(middle), float((high - low) / max(high, 1.0)))


def evened(grey: Grey, paper: Grey) -> Grey:
    """Return the page as if the light fell on it evenly: each pixel divided by its paper."""
    size = (grey.shape[1], grey.shape[0])
    spread = np.asarray(Image.fromarray(paper).resize(size, Image.Resampling.BILINEAR))
    table = np.minimum(
        np.arange(256, dtype=np.float32)[None, :]
        * (255.0 / np.maximum(np.arange(256, dtype=np.float32), _DARKEST_PAPER))[:, None],
        255.0,
    )
    table = np.rint(table).astype(np.uint8)
    even: Grey = table[spread, grey]
    return even


def threshold(grey: Grey) -> int:
    """Return Otsu's threshold: the grey that parts ink from paper best; ink is at or below it."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    below = np.cumsum(counts)
    sums = np.cumsum(counts * np.arange(256))
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return int(np.nanargmax(np.where(np.isfinite(apart), apart, -1.0)))


def grain_of(grey: Grey) -> float:
    """Return how grainy the page is: the share of pixels unlike all their neighbours in a row."""
    rows = grey[::4].astype(np.int16)
    left, here, right = rows[:, :-2], rows[:, 1:-1], rows[:, 2:]
    alone = (np.abs(here - left) > _GRAIN) & (np.abs(here - right) > _GRAIN)
    return float(np.count_nonzero(alone & (np.abs(left - right) < _GRAIN // 2)) / alone.size)
