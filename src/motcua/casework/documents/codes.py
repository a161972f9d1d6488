"""QR and Code 128 as small SVG pictures: one path each, nothing but geometry."""

from collections.abc import Iterable

import segno

# Widths of bars and spaces, six digits for each of the symbols 0-105, ISO/IEC 15417, table 1.
_WIDTHS = (
    "212222222122222221121223121322131222122213122312132212221213221312231212"
    "112232122132122231113222123122123221223211221132221231213212223112312131"
    "311222321122321221312212322112322211212123212321232121111323131123131321"
    "112313132113132311211313231113231311112133112331132131113123113321133121"
    "313121211331231131213113213311213131311123311321331121312113312311332111"
    "314111221411431111111224111422121124121421141122141221112214112412122114"
    "122411142112142211241211221114413111241112134111111242121142121241114212"
    "124112124211411212421112421211212141214121412121111143111341131141114113"
    "114311411113411311113141114131311141411131211412211214211232"
)
_STOP_WIDTHS = "2331112"
_START_B, _QUIET = 104, 10


def qr_svg(text: str) -> str:
    """Return the QR code of `text` (level M, quiet zone of two modules) as SVG."""
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=2))
    runs = [_run(x, y, length) for y, row in enumerate(rows) for x, length in _dark_runs(row)]
    return _svg(len(rows), len(rows), runs)


def code128_svg(text: str) -> str:
    """Return the Code 128 (set B) bar code of printable ASCII `text`; ValueError otherwise."""
    symbols = code128_symbols(text)
    widths = "".join(_WIDTHS[6 * n : 6 * n + 6] for n in symbols) + _STOP_WIDTHS
    bars, x = [], _QUIET
    for index, width in enumerate(map(int, widths)):
        if index % 2 == 0:
            bars.append(_run(x, 0, width))
        x += width
    return _svg(x + _QUIET, 1, bars)


def code128_symbols(text: str) -> list[int]:
    """Return the symbol values of `text`: start B, characters, check symbol."""
    if not text or not all(" " <= letter <= "~" for letter in text):
        raise ValueError(text)
    values = [ord(letter) - 32 for letter in text]
    check = (_START_B + sum(place * value for place, value in enumerate(values, 1))) % 103
    return [_START_B, *values, check]


def _dark_runs(row: Iterable[int]) -> Iterable[tuple[int, int]]:
    start: int | None = None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            yield start, x - start
            start = None


def _run(x: int, y: int, length: int) -> str:
    return f"M{x} {y}h{length}v1h-{length}z"


def _svg(width: int, height: int, runs: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" preserveAspectRatio="none">'
        f'<path d="{"".join(runs)}"/></svg>'
    )
