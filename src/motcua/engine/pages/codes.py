"""QR and Code 128 on a page: what they say and where they stand."""

from dataclasses import dataclass

import zxingcpp
from PIL import Image

_FORMATS = zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128))
_QUICK_LONG_SIDE = 1800


@dataclass(frozen=True)
class Code:
    """One code: `kind` is `qr` or `code128`; `top` is its place down the page, 0 to 1."""

    kind: str
    text: str
    top: float


def codes_on(grey: Image.Image) -> tuple[Code, ...]:
    """Return the readable codes of a page from top to bottom; a small copy is tried first."""
    longest = max(grey.size)
    if longest > _QUICK_LONG_SIDE:
        factor = -(-longest // _QUICK_LONG_SIDE)
        return _read(grey.reduce(factor)) or _read(grey)
    return _read(grey)


def _read(grey: Image.Image) -> tuple[Code, ...]:
    found = zxingcpp.read_barcodes(grey, formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain)
    codes = [
        Code(
            "qr" if one.format == zxingcpp.BarcodeFormat.QRCode else "code128",
            one.text,
            round(min(one.position.top_left.y, one.position.top_right.y) / grey.height, 3),
        )
        for one in found
        if one.valid and one.text
    ]
    return tuple(sorted(codes, key=lambda code: code.top))
