"""Is the picture of a page good enough to be the record? Measures, and faults as words."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from motcua.engine.pages.grey import Grey, Light, shrunk

A4_LONG_INCHES = 11.69
LEAST_DPI = 140
WANTED_DPI = 190
_BLANK_INK = 0.0006
_BLURRED_MM = 0.155
_UNEVEN, _VERY_UNEVEN = 0.18, 0.55
_DARK_PAPER = 130.0
_FAINT = 55.0


class Fault(StrEnum):
    """What an officer should look at before the paper leaves the counter."""

    BLANK = "blank"
    BLURRED = "blurred"
    COARSE = "coarse"
    DARK = "dark"
    UNEVEN_LIGHT = "uneven_light"
    FAINT = "faint"


@dataclass(frozen=True)
class Quality:
    """What was measured on one page; lengths of edges in millimetres on the paper."""

    dpi: int
    ink_share: float
    edge_mm: float
    contrast: float
    paper: float
    unevenness: float

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return what is wrong; a blank page has no other fault."""
        if self.ink_share < _BLANK_INK:
            return (Fault.BLANK,)
        found = {
            Fault.BLURRED: self.edge_mm > _BLURRED_MM,
            Fault.COARSE: self.dpi < LEAST_DPI,
            Fault.DARK: self.paper < _DARK_PAPER,
            Fault.UNEVEN_LIGHT: self.unevenness > _VERY_UNEVEN,
            Fault.FAINT: self.contrast < _FAINT,
        }
        return tuple(fault for fault, is_so in found.items() if is_so)

    @property
    def is_unevenly_lit(self) -> bool:
        """Tell whether one threshold for the whole page would lose text."""
        return self.unevenness > _UNEVEN


def dpi_of(size: tuple[int, int], told: float) -> int:
    """Return the dots per inch that a picture tells, or those it would have as a sheet of A4."""
    as_a4 = max(size) / A4_LONG_INCHES
    is_credible = 70 <= told <= 1300 and 0.25 < as_a4 / told < 3
    return round(told if is_credible else as_a4)


def measure(grey: Grey, even: Grey, light: Light, dpi: int) -> Quality:
    """Measure a page: `grey` as it came, `even` with its light evened out.

    A blurred edge has the steepest slope contrast / (2.5 × sigma); sigma is what is told.
    """
    middle = _inner(even)
    small = shrunk(middle, max(round(dpi / 100), 1))
    ink_share = float(np.count_nonzero(small < 160) / small.size)
    darkest, lightest = np.percentile(small[::2, ::2], [0.3, 80])
    contrast = float(lightest) - float(darkest)
    steepest = _steepest_slope(middle)
    sigma = max(contrast, 60.0) / (2.5 * max(steepest, 1.0))
    return Quality(
        dpi=dpi,
        ink_share=ink_share,
        edge_mm=round(sigma * 25.4 / dpi, 3),
        contrast=round(contrast, 1),
        paper=round(light.paper, 1),
        unevenness=round(light.unevenness, 3),
    )


def _inner(grey: Grey) -> Grey:
    """The page without its outer 4 %: shadows of the lid, staples, torn edges."""
    high, wide = grey.shape[0] // 25, grey.shape[1] // 25
    return grey[high : grey.shape[0] - high or None, wide : grey.shape[1] - wide or None]


def _steepest_slope(grey: Grey) -> float:
    """Half the grey difference two pixels apart, of the steepest thousandth of the page."""
    rows = grey[::3].astype(np.int16)
    slopes = np.abs(rows[:, 2:] - rows[:, :-2]) // 2
    counts = np.bincount(slopes.ravel(), minlength=256)
    from_above = np.cumsum(counts[::-1])
    at_least = max(from_above[-1] * 0.002, 1)
    return float(255 - int(np.searchsorted(from_above, at_least)))
