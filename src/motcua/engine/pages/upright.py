"""Which way is up, and how far the lines lean."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from motcua.engine.pages.grey import Grey, shrunk, threshold

_WORKING_HEIGHT = 900
_MOST_INK_POINTS = 60_000
_STEEPEST = 6.0
_COARSE, _FINE = 0.5, 0.05
_LEANS_ENOUGH = 0.15
_CLEARLY_SIDEWAYS = 1.25


def ink_points(grey: Grey) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return x and y of the ink on a small copy of the page, at most 60,000 points."""
    small = shrunk(grey, max(max(grey.shape) // _WORKING_HEIGHT, 1))
    y, x = np.nonzero(small <= min(threshold(small), 200))
    step = max(len(x) // _MOST_INK_POINTS, 1)
    return x[::step].astype(np.float64), y[::step].astype(np.float64)


def sharpness_of_rows(x: NDArray[np.float64], y: NDArray[np.float64], degrees: float) -> float:
    """Return how sharply ink and gaps alternate from row to row when the page is turned back."""
    lean = np.tan(np.radians(degrees))
    rows = np.rint(y - x * lean).astype(np.int64)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float(np.sum(np.diff(counts) ** 2))


def skew_degrees(grey: Grey) -> float:
    """Return how far the lines fall to the right, in degrees within ±6; 0.0 when they are level.

    Coarse search by half degrees, then by twentieths around the best.
    """
    x, y = ink_points(grey)
    if len(x) < 200:
        return 0.0
    best = _steepest(x, y, np.arange(-_STEEPEST, _STEEPEST + _COARSE, _COARSE))
    best = _steepest(x, y, np.arange(best - _COARSE, best + _COARSE + _FINE, _FINE))
    return 0.0 if abs(best) < _LEANS_ENOUGH else round(float(best), 2)


def _steepest(
    x: NDArray[np.float64], y: NDArray[np.float64], candidates: NDArray[np.float64]
) -> float:
    return float(max(candidates, key=lambda degrees: sharpness_of_rows(x, y, float(degrees))))


def is_sideways(grey: Grey) -> bool:
    """Tell whether the lines run up and down instead of across."""
    x, y = ink_points(grey)
    if len(x) < 200:
        return False
    leans = np.arange(-2.0, 2.5, 0.5)
    across = max(sharpness_of_rows(x, y, float(lean)) / max(np.ptp(x), 1) for lean in leans)
    along = max(sharpness_of_rows(y, x, float(lean)) / max(np.ptp(y), 1) for lean in leans)
    return along > across * _CLEARLY_SIDEWAYS


def upside_down_ness(grey: Grey) -> float:
    """Return -1 to 1: above 0 when the level lines of the page stand on their heads.

    Most letters stand on one line and few hang below it, while marks and tall letters stand out
    above: seen from the top, a line of text begins softly and ends sharply.
    """
    _, y = ink_points(grey)
    if len(y) < 200:
        return 0.0
    steps = np.diff(np.bincount(y.astype(np.int64)).astype(np.float64)) ** 3
    return float(np.sum(steps) / max(np.sum(np.abs(steps)), 1.0))


def turned(picture: Image.Image, quarters: int) -> Image.Image:
    """Return the picture turned by quarter turns against the clock."""
    turns = {
        1: Image.Transpose.ROTATE_90,
        2: Image.Transpose.ROTATE_180,
        3: Image.Transpose.ROTATE_270,
    }
    turn = turns.get(quarters % 4)
    return picture if turn is None else picture.transpose(turn)


def levelled(picture: Image.Image, degrees: float) -> Image.Image:
    """Return the picture with its lines level; what turns in from outside is white."""
    if not degrees:
        return picture
    white: int | tuple[int, int, int] = 255 if picture.mode == "L" else (255, 255, 255)
    return picture.rotate(degrees, Image.Resampling.BILINEAR, expand=False, fillcolor=white)
