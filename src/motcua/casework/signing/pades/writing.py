"""Add to a PDF without harming it: what was signed, and what was PDF/A, stays so."""

from hashlib import sha256
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader


class QuietWriter(IncrementalPdfFileWriter):
    """An incremental update that leaves the XMP metadata alone and takes no random number.

    Rewritten by the library the metadata lose their extension schema, and PDF/A is gone. The
    second half of the file's identity comes from what was there before: a wish that is repeated
    after a lost answer makes the very same bytes.
    """

    def _update_meta(self) -> None:
        """Leave the metadata as they are."""

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> generic.ArrayObject:
        at = prev.stream.tell()
        prev.stream.seek(0)
        second = generic.ByteStringObject(sha256(prev.stream.read()).digest()[:16])
        prev.stream.seek(at)
        try:
            first, _ = prev.trailer["/ID"]
        except (KeyError, ValueError, TypeError):
            first = second
        if isinstance(first, generic.TextStringObject):
            first = generic.ByteStringObject(first.original_bytes)
        return generic.ArrayObject([first, second])


def opened(pdf: bytes) -> QuietWriter:
    """Return a writer that appends to `pdf`, on a line of its own."""
    return QuietWriter(BytesIO(pdf if pdf.endswith(b"\n") else pdf + b"\n"))


def form_of(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    """Return the interactive form of the file, made when there is none."""
    try:
        form = writer.root["/AcroForm"]
    except KeyError:
        form = generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject()})
        writer.root["/AcroForm"] = writer.add_object(form)
        writer.update_root()
    if not isinstance(form, generic.DictionaryObject):
        raise TypeError(type(form))
    return form
