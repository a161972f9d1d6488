"""Draw what stands in a signature's field: Decree 30/2020's looks, as pages of PDF/A.

A visible stamp proves nothing; the text says who and when, the signature proves it.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from motcua.casework.documents.render import typeset
from motcua.casework.signing.models import Certificate
from motcua.casework.signing.rules.wishes import Drawn, Place
from motcua.foundation.files.queries import read
from motcua.kit.clock import VIETNAM
from motcua.registers.organisation.rules import Acting

LOOKS = Path(__file__).parent / "looks"
SEAL_POINTS = 85
"""A seal of 30 mm."""


def personal(image: bytes, name: str, place: Place, at: datetime) -> Drawn:
    """The handwritten image, or the name where an officer has none on record."""
    says = f"Chữ ký của {name}" if image else name
    return _drawn("personal", place, at, {"image": list(image), "says": says}, f"Chữ ký số: {name}")


def personal_look(
    certificate: Certificate, by: Acting, place: Place
) -> Callable[[datetime], Drawn]:
    """Return how an officer's own signature looks at an instant."""
    image = read(certificate.image_id) if certificate.image_id else b""
    name = by.actor.label.partition(",")[0].strip()
    return lambda at: personal(image, name, place, at)


def agency(image: bytes, name: str, place: Place, at: datetime) -> Drawn:
    """The red seal with agency and instant.

    Basis: Decree 30/2020/NĐ-CP, annex I (mem-hi)
    """
    facts = {"image": list(image), "agency": name, "at": instant(at), "seal": SEAL_POINTS}
    says = f"Dấu của {name}"
    return _drawn("agency", place, at, facts | {"says": says}, f"{says}, {instant(at)}")


def true_copy(kind: str, name: str, place: Place, at: datetime) -> Drawn:
    """The words at the top right of a copy's first page.

    Basis: Decree 30/2020/NĐ-CP, annex I (mem-hi)
    """
    facts = {"kind": kind, "agency": name, "at": instant(at)}
    return _drawn("copy", place, at, facts, f"{kind}: {name}, {instant(at)}")


def line(words: str, place: Place, at: datetime, *, slanted: bool = False) -> Drawn:
    """A filled field of a result."""
    facts = {"words": words, "slanted": slanted, "size": 10.5}
    return _drawn("line", place, at, facts, words)


def long_day(at: datetime) -> str:
    """Return a day as documents write it: days below 10 and months 1, 2 with a leading zero.

    Basis: Decree 30/2020/NĐ-CP, annex I (mem-hi)
    """
    day = at.astimezone(VIETNAM)
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def instant(at: datetime) -> str:
    """Date, hh:mm:ss and time zone, ISO 8601."""
    return at.astimezone(VIETNAM).isoformat(sep=" ", timespec="seconds")


def _drawn(look: str, place: Place, at: datetime, facts: Mapping[str, object], says: str) -> Drawn:
    left, low, right, high = place.box
    payload = {**facts, "width": right - left, "height": high - low}
    return Drawn(_page(look, json.dumps(payload, ensure_ascii=False), at), place, says)


@lru_cache(maxsize=64)
def _page(look: str, payload: str, at: datetime) -> bytes:
    """Typeset a look; those of a batch are often the same."""
    return typeset(LOOKS / f"{look}.typ", {"payload": payload}, at)
