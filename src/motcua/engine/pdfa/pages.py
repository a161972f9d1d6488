"""How many pages a PDF of our own making has."""

import pypdfium2


def page_count(pdf: bytes) -> int:
    """Return the number of pages; pypdfium2.PdfiumError for what is no PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)
