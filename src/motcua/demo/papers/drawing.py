"""Draw a paper as a scanner would see it: A4, lines of Vietnamese text, codes and a red seal."""

from dataclasses import dataclass
from functools import cache

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFont

from motcua.casework.documents.rules.packs import PAPER as TEMPLATES

_FONT_FOLDER = TEMPLATES / "fonts"
FONTS = ("NotoSerif-Regular", "NotoSans-Regular", "NotoSerif-Italic", "NotoSans-Bold")
_INCHES = (8.27, 11.69)
_POINTS_PER_INCH = 72
_RED = (200, 30, 40)


@dataclass(frozen=True)
class Paper:
    """What stands on one page: centred heading lines, then lines of text; optional codes and seal.

    Sizes in points, places in parts of the page.
    """

    heading: tuple[str, ...]
    lines: tuple[str, ...]
    font: str = FONTS[0]
    size: float = 12.5
    qr: str = ""
    seal: str = ""
    seal_at: tuple[float, float] = (0.5, 0.36)

    @property
    def text(self) -> str:
        """All that can be read on the page, a line each; the seal is not text."""
        return "\n".join((*self.heading, *self.lines))


@cache
def _font(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT_FOLDER / f"{name}.ttf"), pixels)


def draw(paper: Paper, dpi: int = 200) -> Image.Image:
    """Return the paper as a clean picture in colour at `dpi`."""
    width, height = (round(inches * dpi) for inches in _INCHES)
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)
    font = _font(paper.font, round(paper.size * dpi / _POINTS_PER_INCH))
    step = round(paper.size * 1.75 * dpi / _POINTS_PER_INCH)
    y = round(0.8 * dpi)
    for line in paper.heading:
        pen.text((width / 2, y), line, "black", font, anchor="ma")
        y += step
    y += step // 2
    for line in paper.lines:
        pen.text((round(1.1 * dpi), y), line, "black", font, anchor="la")
        y += step
    if paper.qr:
        _paste_qr(picture, paper.qr, dpi)
    if paper.seal:
        _stamp(picture, paper, dpi)
    return picture


def _paste_qr(picture: Image.Image, text: str, dpi: int) -> None:
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=2))
    code = Image.new("L", (len(rows), len(rows)), 255)
    code.putdata([0 if dark else 255 for row in rows for dark in row])
    side = round(1.05 * dpi)
    code = code.resize((side, side), Image.Resampling.NEAREST)
    picture.paste(code.convert("RGB"), (picture.width - side - round(0.35 * dpi), round(0.3 * dpi)))


def _stamp(picture: Image.Image, paper: Paper, dpi: int) -> None:
    """A round seal of 36 mm whose ink lets the text through, as ink does."""
    side = round(36 / 25.4 * dpi)
    seal = Image.new("RGB", (side, side), "white")
    pen = ImageDraw.Draw(seal)
    for inset, line in ((0.02, 0.025), (0.09, 0.012), (0.3, 0.012)):
        box = (side * inset, side * inset, side * (1 - inset), side * (1 - inset))
        pen.ellipse(box, outline=_RED, width=max(round(side * line), 1))
    font = _font("NotoSans-Bold", max(round(side * 0.08), 6))
    pen.text((side / 2, side * 0.19), paper.seal, _RED, font, anchor="mm")
    pen.text((side / 2, side / 2), "★", _RED, font, anchor="mm")
    at = (round(picture.width * paper.seal_at[0]), round(picture.height * paper.seal_at[1]))
    under = picture.crop((*at, at[0] + side, at[1] + side))
    picture.paste(ImageChops.multiply(under, seal), at)
