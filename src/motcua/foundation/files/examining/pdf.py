"""PDF: what would run, what is locked or hidden, how much it unpacks to, whether it is signed."""

import io
import re
import zlib
from collections.abc import Iterator

import pikepdf

from motcua.foundation.files.rules.kinds import Facts, MediaType, Problem

_MOST_OBJECTS = 300_000
_MOST_INFLATED = 600_000_000
_AFTER_END = 1024
_MOST_FIELDS = 10_000
_PIECE = 1 << 20
_RUNS = ("/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/XFA")
_SHOWS = ("/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/Rendition")
_END = re.compile(rb"%%EOF")


def warm() -> None:
    """Write and read one empty document."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(100, 100))
        document.save(out)
    facts_of(out.getvalue())


def facts_of(content: bytes) -> Facts:
    """Return the facts of a PDF; BROKEN when it does not open even with repair."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as document:
            return _look(document, content)
    except pikepdf.PasswordError:
        return Facts(MediaType.PDF, problems=(Problem.ENCRYPTED,))
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RuntimeError, KeyError):
        return Facts(MediaType.PDF, problems=(Problem.BROKEN,))
    except (AttributeError, TypeError, IndexError, OverflowError, RecursionError):
        return Facts(MediaType.PDF, problems=(Problem.BROKEN,))


def _look(document: pikepdf.Pdf, content: bytes) -> Facts:
    problems = [Problem.ENCRYPTED] if document.is_encrypted else []
    if _is_followed(content):
        problems.append(Problem.TWO_IN_ONE)
    pages = len(document.pages)
    if pages == 0:
        problems.append(Problem.BROKEN)
    found: set[str] = set()
    pixels = unpacked = embedded = 0
    for number, held in enumerate(document.objects):
        if number > _MOST_OBJECTS or unpacked > _MOST_INFLATED:
            unpacked = max(unpacked, _MOST_INFLATED)
            break
        if isinstance(held, pikepdf.Stream):
            pixels = max(pixels, _pixels(held))
            unpacked += _inflated(held, _MOST_INFLATED - unpacked)
        found.update(_active(held))
        embedded += _embedded(held)
    return Facts(
        MediaType.PDF,
        pages=pages,
        pixels=pixels,
        unpacked=unpacked,
        is_signed=_is_signed(document),
        active=tuple(sorted(found)),
        embedded=embedded,
        problems=tuple(problems),
    )


def _is_followed(content: bytes) -> bool:
    """Tell whether a second file stands behind the document's last end mark."""
    ends = [mark.end() for mark in _END.finditer(content)]
    return bool(ends) and len(content[ends[-1] :].strip(b"\0\r\n\t ")) > _AFTER_END


def _is_signed(document: pikepdf.Pdf) -> bool:
    """Tell whether the form has a signature field with a signature in it; words prove nothing."""
    form = document.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    waiting: list[tuple[pikepdf.Object, pikepdf.Object | None]] = []
    if isinstance(fields, pikepdf.Array):
        waiting = [(field, None) for field in list(fields)]
    for _ in range(_MOST_FIELDS):
        if not waiting:
            return False
        field, above = waiting.pop()
        if not isinstance(field, pikepdf.Dictionary):
            continue
        kind, signature = field.get("/FT", above), field.get("/V")
        if kind == pikepdf.Name.Sig and _is_made(signature):
            return True
        kids = field.get("/Kids")
        waiting += [(kid, kind) for kid in list(kids)] if isinstance(kids, pikepdf.Array) else []
    return False


def _is_made(signature: pikepdf.Object | None) -> bool:
    """Tell a signature from a field that waits for one; a later field may have it."""
    if not isinstance(signature, pikepdf.Dictionary):
        return False
    return "/ByteRange" in signature and "/Contents" in signature


def _keys(held: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
    """The names of a dictionary and of those that lie in it directly."""
    waiting = [held]
    for _ in range(1000):
        if not waiting:
            return
        last = waiting.pop()
        if isinstance(last, pikepdf.Array):
            waiting += [item for item in list(last) if _is_direct(item)]
        elif isinstance(last, pikepdf.Dictionary | pikepdf.Stream):
            for key in last.keys():  # noqa: SIM118 a PDF dictionary is not a mapping
                value = last[key]
                yield key, value
                if _is_direct(value):
                    waiting.append(value)


def _is_direct(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def _active(held: pikepdf.Object) -> Iterator[str]:
    for key, value in _keys(held):
        if key in _RUNS:
            yield key.lstrip("/")
        elif key in ("/S", "/Subtype", "/Type") and isinstance(value, pikepdf.Name):
            yield from (str(value).lstrip("/") for named in (_RUNS, _SHOWS) if str(value) in named)


def _embedded(held: pikepdf.Object) -> int:
    if not isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        return 0
    return int(held.get("/Type") == pikepdf.Name.EmbeddedFile or "/EF" in held)


def _pixels(stream: pikepdf.Stream) -> int:
    if stream.get("/Subtype") != pikepdf.Name.Image:
        return 0
    width, height = stream.get("/Width", 0), stream.get("/Height", 0)
    return int(width) * int(height)


def _inflated(stream: pikepdf.Stream, most: int) -> int:
    """Return what a compressed stream unpacks to, counting no further than `most`.

    Flate within Flate is undone too: a bomb may lie in a bomb.
    """
    filters = stream.get("/Filter")
    names = [filters] if isinstance(filters, pikepdf.Name) else list(filters or [])
    content, total = stream.read_raw_bytes() if names else b"", 0
    for name in names:
        if name != pikepdf.Name.FlateDecode or total > most:
            return total
        content, size = _inflate(content, most)
        total += size
    return total


def _inflate(content: bytes, most: int) -> tuple[bytes, int]:
    """Return what was unpacked (its first megabytes) and how much it is in all, up to `most`."""
    machine, kept, size = zlib.decompressobj(), bytearray(), 0
    rest = content
    try:
        while rest and size <= most:
            piece = machine.decompress(rest, _PIECE)
            if not piece and not machine.unconsumed_tail:
                break
            size += len(piece)
            if len(kept) < 64 * _PIECE:
                kept += piece
            rest = machine.unconsumed_tail
    except zlib.error:
        pass
    return bytes(kept), size
