"""A searchable archival PDF: each page its picture, with the words that were read unseen upon it.

Same input, same bytes. A page without a layer is a picture and nothing more.
Basis: ISO 19005-2 (PDF/A-2b); Circular 01/2023/TT-VPCP (mem-mid)
"""

import zlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf
from PIL import ImageCms

from motcua.kit.clock import VIETNAM

_POINTS = 72
_PROFILE_DATE = slice(24, 36)
_XMP_DAY = "%Y-%m-%dT%H:%M:%S+07:00"


@dataclass(frozen=True)
class Sheet:
    """One page: its picture as JPEG with its size in pixels and dots per inch; `layer` is a PDF
    page of the same size on paper that holds invisible words, b"" when it was not read."""

    jpeg: bytes
    size: tuple[int, int]
    dpi: int
    is_grey: bool
    layer: bytes = b""


@dataclass(frozen=True)
class Label:
    """What the document says of itself."""

    title: str
    made_at: datetime
    author: str = ""


def searchable(sheets: Sequence[Sheet], label: Label) -> bytes:
    """Return the pages as one PDF/A-2b. ValueError when there is none."""
    if not sheets:
        raise ValueError("a document has pages")
    with ExitStack() as opened:
        pdf = opened.enter_context(Pdf.new())
        for sheet in sheets:
            if sheet.layer:
                words = opened.enter_context(Pdf.open(BytesIO(sheet.layer)))
                pdf.pages.append(words.pages[0])
            else:
                pdf.add_blank_page(page_size=_points(sheet))
            _lay(pdf, pdf.pages[-1], sheet)
        _declare(pdf, label)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.disable)
        return out.getvalue()


def _points(sheet: Sheet) -> tuple[float, float]:
    width, height = sheet.size
    return width * _POINTS / sheet.dpi, height * _POINTS / sheet.dpi


def _lay(pdf: Pdf, page: pikepdf.Page, sheet: Sheet) -> None:
    """Put the picture beneath whatever words the page has."""
    width, height = sheet.size
    picture = pdf.make_stream(
        sheet.jpeg,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        ColorSpace=Name.DeviceGray if sheet.is_grey else Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    name = page.add_resource(picture, Name.XObject, Name.Scan)
    box = [float(edge) for edge in page.mediabox]
    drawn = f"q {box[2] - box[0]:.2f} 0 0 {box[3] - box[1]:.2f} 0 0 cm {name} Do Q\n"
    page.contents_add(drawn.encode(), prepend=True)
    page.contents_coalesce()
    page.Contents.write(_packed(page.Contents.read_bytes()), filter=Name.FlateDecode)


def _packed(drawing: bytes) -> bytes:
    """Compress what is drawn; bytes that end in CR would seem one shorter than they are."""
    while (packed := zlib.compress(drawing, 9)).endswith(b"\r"):
        drawing += b"\n"
    return packed


def _declare(pdf: Pdf, label: Label) -> None:
    """Say what the document is: metadata, the same in both places, and a colour profile."""
    made = label.made_at.astimezone(VIETNAM)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        told["pdfaid:part"], told["pdfaid:conformance"] = "2", "B"
        told["dc:title"] = label.title
        told["xmp:CreateDate"] = told["xmp:ModifyDate"] = made.strftime(_XMP_DAY)
        told["pdf:Producer"] = "motcua"
        if label.author:
            told["dc:creator"] = [label.author]
    day = made.strftime("D:%Y%m%d%H%M%S+07'00'")
    info = {"/Title": label.title, "/Producer": "motcua", "/CreationDate": day, "/ModDate": day}
    if label.author:
        info["/Author"] = label.author
    for key, value in info.items():
        pdf.docinfo[key] = value
    profile = pdf.make_stream(_srgb(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB",
        Info="sRGB",
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    pdf.Root.Lang = "vi-VN"


@cache
def _srgb() -> bytes:
    """The sRGB profile without the day on which it was computed."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_PROFILE_DATE] = bytes((7, 232, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    return bytes(profile)
