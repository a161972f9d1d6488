"""Is a file archival PDF (PDF/A-2b), as far as we accept it? Faults in words for the record.

It judges what is commonly wrong: structure, metadata, colours, fonts, annotations, actions. An
outside validator holds it in the tests; a file is only called archival when no fault is found.
Basis: ISO 19005-2.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from motcua.engine.pdfa import painting, xmp

_ACTIONS = frozenset(
    ("/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState",
     "/Rendition", "/Trans", "/GoTo3DView", "/JavaScript")
)  # fmt: skip
_NEEDS_NO_LOOK = frozenset(("/Popup", "/Link"))
_PRINT, _UNSEEN = 4, 1 | 2 | 32 | 256
_BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError)


def faults_of(content: bytes) -> tuple[str, ...]:
    """Return why a file is not accepted as archival, each fault once; empty when it is."""
    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as pdf:
            return tuple(dict.fromkeys(_faults(pdf)))
    except (pikepdf.PasswordError, *_BROKEN):
        return ("file: cannot be opened",)


def _faults(pdf: Pdf) -> Iterator[str]:
    if "/ID" not in pdf.trailer:
        yield "trailer: no ID"
    if "/Encrypt" in pdf.trailer:
        yield "trailer: encrypted"
    yield from _of_metadata(pdf)
    if "/AA" in pdf.Root:
        yield "catalogue: additional actions"
    yield from _of_objects(pdf)
    intents = pdf.Root.get("/OutputIntents", Array())
    space = _space(intents)
    for page in pdf.pages:
        yield from painting.faults(page, space)
        for annotation in page.get("/Annots", Array()):
            yield from _of_annotation(annotation)


def _of_metadata(pdf: Pdf) -> Iterator[str]:
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, Stream):
        yield "metadata: none"
        return
    yield from xmp.faults(metadata.read_bytes())


def _space(intents: Any) -> str:
    """The device colours that the output profile gives a meaning: Gray, RGB, CMYK, "" for none."""
    for intent in intents:
        profile = intent.get("/DestOutputProfile")
        if intent.get("/S") == Name.GTS_PDFA1 and isinstance(profile, Stream):
            return {1: "Gray", 3: "RGB", 4: "CMYK"}.get(int(profile.get("/N", 0)), "")
    return ""


def _of_objects(pdf: Pdf) -> Iterator[str]:
    for held in pdf.objects:
        if not isinstance(held, Dictionary | Stream):
            continue
        if isinstance(held, Stream):
            yield from _of_stream(held)
        if str(held.get("/S", "")) in _ACTIONS:
            yield "action: forbidden"
        if held.get("/Type") == Name.Font:
            yield from _of_font(held)


def _of_stream(stream: Any) -> Iterator[str]:
    filters = stream.get("/Filter", Array())
    names = [filters] if isinstance(filters, Name) else list(filters)
    if Name.LZWDecode in names or Name.Crypt in names:
        yield "stream: filter"
    if "/F" in stream:
        yield "stream: outside the file"
    if stream.get("/Subtype") == Name.Image:
        if bool(stream.get("/Interpolate", False)):
            yield "image: interpolated"
        if "/Alternates" in stream or "/OPI" in stream:
            yield "image: alternates"


def _of_font(font: Any) -> Iterator[str]:
    if font.get("/Subtype") == Name.CIDFontType2:
        way = font.get("/CIDToGIDMap")
        if not isinstance(way, Stream) and way != Name.Identity:
            yield "font: no CIDToGIDMap"
    if font.get("/Subtype") in (Name.Type0, Name.Type3):
        return
    described = font.get("/FontDescriptor", Dictionary())
    if not any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        yield "font: not embedded"


def _of_annotation(annotation: Any) -> Iterator[str]:
    kind = str(annotation.get("/Subtype", ""))
    if kind == "/Popup":
        return
    flags = annotation.get("/F")
    if flags is None:
        yield "annotation: no flags"
    elif not int(flags) & _PRINT or int(flags) & _UNSEEN:
        yield "annotation: not printed"
    if "/AP" in annotation:
        yield from _of_look(annotation, kind)
    elif kind not in _NEEDS_NO_LOOK and _has_room(annotation):
        yield "annotation: no appearance"


def _of_look(annotation: Any, kind: str) -> Iterator[str]:
    """An appearance is one picture; a button has one for each of its states."""
    look = annotation["/AP"]
    normal = look.get("/N")
    is_button = kind == "/Widget" and _field_type(annotation) == "/Btn"
    if set(look.keys()) != {"/N"}:
        yield "annotation: appearances"
    elif is_button and (isinstance(normal, Stream) or not len(normal.keys())):
        yield "annotation: button without states"
    elif not is_button and not isinstance(normal, Stream):
        yield "annotation: appearance is no picture"


def _field_type(annotation: Any) -> str:
    parent = annotation.get("/Parent", Dictionary())
    return str(annotation.get("/FT", parent.get("/FT", "")))


def _has_room(annotation: Any) -> bool:
    box = [float(edge) for edge in annotation.get("/Rect", [0, 0, 0, 0])]
    return box[0] != box[2] or box[1] != box[3]
