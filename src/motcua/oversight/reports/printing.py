"""A report's stored data as files: PDF for reading, XLSX and ODS for counting on."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings

from motcua.casework.documents.codes import qr_svg
from motcua.casework.documents.render import typeset, version_of
from motcua.casework.documents.rules.legible import legible_values
from motcua.casework.documents.rules.packs import PAPER as HOUSE_PAPER
from motcua.kit import sheets
from motcua.oversight.reports import tables
from motcua.oversight.reports.rules import Kind
from motcua.oversight.reports.rules.canon import digest
from motcua.oversight.reports.tables import Table, table_of

PAPER = Path(__file__).with_name("paper")
_TEMPLATES = {
    Kind.PERFORMANCE: "performance",
    Kind.BODY: "form06",
    Kind.LEVELS: "form06",
    Kind.CAUSES: "form07",
    Kind.CAUSES_LEVELS: "form07",
    Kind.REGISTER: "register",
}


@cache
def template_version() -> str:
    """Return the content hash (16 hex digits) of all that turns data into files."""
    writers = (sheets.__file__, tables.__file__)
    sources = "".join(Path(source).read_text(encoding="utf-8") for source in writers)
    return digest(f"{version_of(HOUSE_PAPER, PAPER)}{sources}".encode())[:16]


def files_of(number: str, kind: Kind, data: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files of a report by format; equal data give equal bytes."""
    table = table_of(kind, data)
    return {
        "pdf": pdf_of(number, kind, data),
        "xlsx": _sheet(sheets.write_xlsx, table),
        "ods": _sheet(sheets.write_ods, table),
    }


def _sheet(write: Any, table: Table) -> bytes:
    made: bytes = write(table.title, table.columns, table.rows)
    return made


def pdf_of(number: str, kind: Kind, data: Mapping[str, Any]) -> bytes:
    """Return the report on paper, PDF/A-2a and PDF/UA-1."""
    url = f"{settings.MOTCUA_PUBLIC_URL.rstrip('/')}/board/reports/{quote(number)}/"
    payload = legible_values(dict(data))
    inputs = {
        "payload": json.dumps(payload, ensure_ascii=False, sort_keys=True),
        "form": json.dumps(payload["form"], ensure_ascii=False, sort_keys=True),
        "copy": "0",
        "url": url,
        "qr": qr_svg(url),
        "barcode": "",
        "version": template_version(),
    }
    at = datetime.fromisoformat(payload["head"]["issued_at"])
    return typeset(PAPER / f"{_TEMPLATES[kind]}.typ", inputs, at)
