"""The task of the chamber: a stranger's file and a page number in, an upright picture out.

Everything that decodes what people send happens here, behind walls: the renderer of PDF, the
decoders of pictures, the reader of codes. Outside only our own JPEG is opened.
"""

import io
import json
import struct
from dataclasses import asdict
from typing import Any

import pypdfium2
from PIL import Image, ImageOps

from motcua.engine.pages.codes import codes_on
from motcua.engine.pages.prepare import prepare
from motcua.foundation.isolation.rules import Limits

TASK = "motcua.casework.scanning.opening:look"
LIMITS = Limits(seconds=40, cpu_seconds=30, memory_mb=1500)
PICTURE_QUALITY, THUMBNAIL_QUALITY = 80, 70
THUMBNAIL_WIDTH = 260
_LEAST_DPI, _MOST_DPI = 200, 300
_MOST_LONG_SIDE = 3600
_FORMATS = ("JPEG", "PNG", "TIFF")
_HEAD = struct.Struct("!III")


def question(content: bytes, page: int) -> bytes:
    """Return what to send into the chamber for page `page`, from 0."""
    return struct.pack("!I", page) + content


def answer(said: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    """Return what the chamber said: measures, picture and thumbnail as JPEG."""
    told, large, small = _HEAD.unpack_from(said)
    at = _HEAD.size
    measures = json.loads(said[at : at + told])
    picture = said[at + told : at + told + large]
    return measures, picture, said[at + told + large : at + told + large + small]


def warm() -> None:
    """Render one small page, so that all libraries are in memory."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PDF")
    look(question(out.getvalue(), 0))


def look(asked: bytes) -> bytes:
    """Return one page upright and level, with its measures and codes."""
    (page,) = struct.unpack_from("!I", asked)
    picture, dpi = _open(asked[4:], page)
    found = prepare(picture, told_dpi=dpi)
    measures = {
        "dpi": found.quality.dpi,
        "skew": found.skew,
        "quarters": found.quarters,
        "size": found.picture.size,
        "is_grey": found.picture.mode == "L",
        "quality": asdict(found.quality),
        "faults": list(found.quality.faults),
        "codes": [asdict(code) for code in codes_on(found.reading.grey)],
    }
    small = found.picture.copy()
    small.thumbnail((THUMBNAIL_WIDTH, THUMBNAIL_WIDTH * 2))
    told = json.dumps(measures).encode()
    large, thumb = _jpeg(found.picture, PICTURE_QUALITY), _jpeg(small, THUMBNAIL_QUALITY)
    return _HEAD.pack(len(told), len(large), len(thumb)) + told + large + thumb


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _open(content: bytes, page: int) -> tuple[Image.Image, float]:
    Image.MAX_IMAGE_PIXELS = None
    return _of_pdf(content, page) if content.startswith(b"%PDF-") else _frame(content, page)


def _of_pdf(content: bytes, number: int) -> tuple[Image.Image, float]:
    with pypdfium2.PdfDocument(content) as document:
        page = document[number]
        dpi = min(max(_native_dpi(page), _LEAST_DPI), _MOST_DPI)
        dpi = min(dpi, _MOST_LONG_SIDE * 72 / max(*page.get_size(), 1))
        picture = page.render(scale=dpi / 72).to_pil()
        return picture.convert("RGB") if picture.mode not in ("L", "RGB") else picture, dpi


def _native_dpi(page: pypdfium2.PdfPage) -> float:
    """The resolution of the largest picture on the page; 0 where there is none."""
    width = max(page.get_width(), 1) / 72
    pictures = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)
    return max((one.get_px_size()[0] / width for one in pictures), default=0)


def _frame(content: bytes, number: int) -> tuple[Image.Image, float]:
    with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
        picture.seek(number)
        dpi = float(picture.info.get("dpi", (0, 0))[0] or 0)
        picture.load()
        ImageOps.exif_transpose(picture, in_place=True)
        flat = _on_white(picture)
    if max(flat.size) <= _MOST_LONG_SIDE:
        return flat, dpi
    factor = _MOST_LONG_SIDE / max(flat.size)
    size = (round(flat.width * factor), round(flat.height * factor))
    return flat.resize(size, Image.Resampling.LANCZOS, reducing_gap=2), dpi * factor


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("L", "RGB"):
        return picture
    if picture.mode == "1":
        return picture.convert("L")
    shown = picture.convert("RGBA")
    white = Image.new("RGBA", shown.size, "white")
    return Image.alpha_composite(white, shown).convert("RGB")
