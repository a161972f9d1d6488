"""The task of the chamber: a stranger's file and a page number in, an upright picture out.

Everything that decodes what people send happens here, behind walls: the renderer of PDF, the
decoders of pictures, the reader of codes. Outside only our own JPEG is opened.
"""

import io
import json
import struct
from dataclasses import asdict
from typing import Any

import numpy as np
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
_ORIENTATION, _LYING = 0x0112, 4
_MOST_UNLIKE = 4
_DEEP = ("I", "F")
_TOPS = (1.0, 255.0, 65_535.0, 4_294_967_295.0)
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
    """The resolution of the largest picture on the page, turned or not; 0 where there is none."""
    length = max(*page.get_size(), 1) / 72
    pictures = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)
    return max((max(one.get_px_size()) / length for one in pictures), default=0)


def _frame(content: bytes, number: int) -> tuple[Image.Image, float]:
    with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
        picture.seek(number)
        across, down = _dots(picture)
        picture.load()
        ImageOps.exif_transpose(picture, in_place=True)
        flat = _on_white(picture)
    dpi = max(across, down)
    size = flat.width * (dpi / across), flat.height * (dpi / down)
    factor = min(_MOST_LONG_SIDE / max(size), 1)
    square = round(size[0] * factor), round(size[1] * factor)
    if square != flat.size:
        flat = flat.resize(square, Image.Resampling.LANCZOS, reducing_gap=2)
    return flat, dpi * factor


def _dots(picture: Image.Image) -> tuple[float, float]:
    """The dots per inch across and down of the upright picture; a fax has half as many down."""
    told = [float(one or 0) for one in picture.info.get("dpi", (0, 0))[:2]]
    across, down = reversed(told) if picture.getexif().get(_ORIENTATION, 1) > _LYING else told
    is_credible = min(across, down) > 0 and max(across, down) / min(across, down) < _MOST_UNLIKE
    return (across, down) if is_credible else (1, 1)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("L", "RGB"):
        return picture
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode.startswith(_DEEP):
        return _in_eight_bits(picture)
    shown = picture.convert("RGBA")
    white = Image.new("RGBA", shown.size, "white")
    return Image.alpha_composite(white, shown).convert("RGB")


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits or more; how many of them count is told by the lightest value."""
    deep = np.nan_to_num(np.asarray(picture, dtype=np.float32))
    lightest = deep.max()
    scale = next((top for top in _TOPS if lightest <= top), _TOPS[-1])
    return Image.fromarray((deep.clip(0, scale) * (255 / scale)).astype(np.uint8))
