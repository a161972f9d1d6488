"""Stored data in, PDF out: PDF/A-2a and PDF/UA-1 in one file, byte-identical for equal data.

Values travel as JSON beside the template and are never spliced into it. One compiler serves the
process, guarded by a lock: a document takes milliseconds.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from motcua.casework.documents.attesting import without_proof
from motcua.casework.documents.codes import code128_svg, qr_svg
from motcua.casework.documents.rules.legible import legible, legible_values
from motcua.casework.documents.rules.packs import PAPER, FormKind, Pack
from motcua.casework.documents.rules.streams import end_streams_cleanly

HOUSE = PAPER.parents[2]
A4_HEIGHT = 841.89
Spot = tuple[int, int, int, int, int]
_COMPILING = Lock()


@dataclass(frozen=True)
class Rendered:
    """A form on paper: its bytes, their SHA-256 (hex), and the templates that made it.

    `spots` are the places left open for later hands: name to (page from 0, left, low, right,
    high), points from the lower left of an A4 page.
    """

    pdf: bytes
    sha256: str
    template_version: str
    spots: Mapping[str, Spot] = field(default_factory=dict)


def render(
    kind: FormKind, pack: Pack, payload: Mapping[str, Any], *, copy_number: int, verify_url: str
) -> Rendered:
    """Render the stored `payload` of a form; `copy_number` 0 is the original, n the n-th reprint.

    `payload` is what `as_payload` made of a form; raises NoSuchForm when `pack` has no such form.
    """
    row = {key: value for key, value in asdict(pack.row(kind)).items() if value}
    values = legible_values(dict(payload))
    code = values.get("dossier_code", "")
    inputs = {
        "payload": json.dumps(values, ensure_ascii=False, sort_keys=True),
        "form": json.dumps(row | {"pack": pack.key}, ensure_ascii=False, sort_keys=True),
        "copy": str(copy_number),
        "url": legible(without_proof(verify_url)),
        "qr": qr_svg(verify_url),
        "barcode": code128_svg(code) if code else "",
        "version": template_version(),
    }
    template = PAPER / f"{kind.value}.typ"
    pdf, spots = _typeset(template, inputs, datetime.fromisoformat(values["head"]["issued_at"]))
    return Rendered(pdf, sha256(pdf).hexdigest(), template_version(), spots)


@cache
def template_version() -> str:
    """Return the content hash (16 hex digits) of templates, packs, fonts and the typesetter."""
    return version_of(PAPER)


def version_of(*folders: Path) -> str:
    """Return the content hash (16 hex digits) of folders of templates and of the typesetter."""
    digest = sha256(version("typst").encode())
    for path in (path for folder in folders for path in sorted(folder.rglob("*"))):
        if path.suffix in (".typ", ".toml", ".ttf"):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def typeset(template: Path, inputs: dict[str, str], at: datetime) -> bytes:
    """Return the PDF of a template of this house; `at` is the only instant that stands in it."""
    return _typeset(template, inputs, at)[0]


def _typeset(template: Path, inputs: dict[str, str], at: datetime) -> tuple[bytes, dict[str, Spot]]:
    with _COMPILING:
        pdf = _compiler().compile(
            input=str(template),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(at.timestamp()),
        )
        found = json.loads(_compiler().query("<spot>", field="value"))
    if not isinstance(pdf, bytes):
        raise TypeError(type(pdf))
    return end_streams_cleanly(pdf), {one["name"]: _spot(one) for one in found}


def _spot(one: Mapping[str, Any]) -> Spot:
    left, high = round(one["x"]), round(A4_HEIGHT - one["y"])
    return one["page"] - 1, left, high - round(one["h"]), left + round(one["w"]), high


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(False, False, [str(PAPER / "fonts")])
    return typst.Compiler(root=str(HOUSE), font_paths=fonts, ignore_system_fonts=True)
