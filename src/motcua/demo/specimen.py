"""One page that stands for every scan of an invented past: it says so itself, and is a real file.

Files are kept by their content, so that a million papers of a history name one small blob.
"""

import io
from datetime import UTC, datetime
from functools import cache

from PIL import Image

from motcua.casework.documents.digital import NewFile, attach
from motcua.casework.documents.models import PaperItem
from motcua.casework.documents.rules.papers import DigitalState, FileOrigin, PaperState
from motcua.casework.scanning.permissions import hand_of
from motcua.demo.papers.drawing import Paper, draw
from motcua.engine.pdfa.writing import Label, Sheet, searchable
from motcua.foundation.files.actions import keep
from motcua.foundation.files.rules import MediaType
from motcua.foundation.files.store import hash_of
from motcua.registers.organisation.rules import Acting

_DPI = 72
_DRAWN_AT = datetime(2022, 1, 3, tzinfo=UTC)
_SAYS = Paper(
    ("TRANG MẪU", "THAY CHO BẢN QUÉT"),
    (
        "Giấy tờ của hồ sơ này thuộc quá khứ trình diễn, không có thật.",
        "Trang này đứng thay cho mọi bản quét của quá khứ ấy.",
    ),
)


@cache
def specimen() -> bytes:
    """Return the page as PDF/A; the same bytes each time."""
    picture = draw(_SAYS, _DPI).convert("L")
    sheet = Sheet(_jpeg(picture), picture.size, _DPI, is_grey=True)
    return searchable([sheet], Label("Trang mẫu thay cho bản quét", _DRAWN_AT))


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=60)
    return out.getvalue()


def keep_specimen(now: datetime) -> None:
    """Keep the page, so that papers may name it."""
    keep(specimen(), MediaType.PDF, now=now)


def scan(dossier_id: int, *, by: Acting, now: datetime) -> None:
    """Give every paper that was taken in, or issued, and not scanned its page, as the desk would.

    Nobody certifies it: an invented past has signatures of nobody.
    """
    here = (PaperState.RECEIVED, PaperState.ISSUED)
    waiting = PaperItem.objects.filter(
        dossier=dossier_id, state__in=here, digital=DigitalState.WAITING
    )
    found = waiting.order_by("id").values_list("pk", "dossier__code")
    for nth, (paper_id, code) in enumerate(found, start=1):
        file = NewFile(
            sha256=hash_of(specimen()),
            size=len(specimen()),
            page_count=1,
            name=f"{code}.{nth}.GT.pdf",
            origin=FileOrigin.SCANNED,
        )
        attach(paper_id, file, by=hand_of(by), now=now)
