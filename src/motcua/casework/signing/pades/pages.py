"""Where things are on the pages of a file."""

from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader


def corner(pdf: bytes) -> tuple[int, int]:
    """Return the top right corner of the first page in points.

    The file is one we made or let in: it was examined before.
    """
    page = PdfFileReader(BytesIO(pdf)).root["/Pages"]
    while "/Kids" in page:
        box = page.get("/MediaBox")
        page = page["/Kids"][0]
    _, _, right, top = page.get("/MediaBox", box)
    return int(right), int(top)
