"""Everything one dossier has in the tables, read in one statement: a snapshot."""

import json
import zlib
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from motcua.casework.documents.attesting import without_proof

OWN = "dossier_id = %(dossier)s"
_FILED = "paper_id IN (SELECT id FROM documents_paperitem WHERE dossier_id = %(dossier)s)"
_LISTS = "id IN (SELECT handover_id FROM dossiers_handoveritem WHERE dossier_id = %(dossier)s)"
_ASKED = "request_id IN (SELECT id FROM dossiers_supplementrequest WHERE dossier_id = %(dossier)s)"
_BOOKED = "entry_id IN (SELECT id FROM fees_ledgerentry WHERE dossier_id = %(dossier)s)"
TABLES = {
    "dossiers.Dossier": "id = %(dossier)s",
    "dossiers.Party": OWN,
    "documents.PaperItem": OWN,
    "documents.PaperFile": _FILED,
    "documents.Digitisation": OWN,
    "processes.ProcessInstance": OWN,
    "processes.Task": OWN,
    "processes.Timer": OWN,
    "dossiers.ClockEvent": OWN,
    "dossiers.SupplementRequest": OWN,
    "dossiers.SupplementItem": _ASKED,
    "dossiers.Handover": _LISTS,
    "dossiers.HandoverItem": OWN,
    "documents.FormIssue": OWN,
    "documents.Result": OWN,
    "fees.CashReceipt": OWN,
    "fees.FeeDemand": OWN,
    "fees.LedgerEntry": OWN,
    "fees.Posting": _BOOKED,
    "dossiers.Delivery": OWN,
    "dossiers.Notice": OWN,
    "journal.Entry": OWN,
}
"""Every table in which an act leaves a row about a dossier, parents before children."""
JOURNAL = "journal.Entry"
DOSSIER = "dossiers.Dossier"
TASK = "processes.Task"
Row = dict[str, Any]
Rows = dict[str, list[Row]]
_WITHOUT = "to_jsonb(t) - 'salt' - 'leaf'"


def model_of(label: str) -> type[Model]:
    """Return the model of a table's label."""
    return apps.get_model(label)


def snapshot(dossier_id: int, *, bare: bool = False) -> bytes:
    """Return every row about the dossier, packed; `bare` leaves out the process and its steps.

    A past taken over without its steps has none: the game's first one is not kept.
    """
    with connection.cursor() as cursor:
        cursor.execute(_statement(), {"dossier": dossier_id})
        found = cursor.fetchall()
    if bare:
        found = [(label, text) for label, text in found if _is_bare(label, text)]
    return zlib.compress(json.dumps(found).encode(), 1)


def _is_bare(label: str, text: str) -> bool:
    if label == JOURNAL:
        return bool(json.loads(text)["subject_kind"] == "dossier")
    return label not in (TASK, "processes.ProcessInstance")


def rows_of(packed: bytes) -> Rows:
    """Return a snapshot's rows by table, each table in the order of its keys."""
    rows: Rows = {label: [] for label in TABLES}
    for label, text in json.loads(zlib.decompress(packed)):
        rows[label].append(json.loads(text, parse_float=Decimal))
    for form in rows["documents.FormIssue"]:
        # A proof is of one receipt alone; those of a told past have none.
        form["verify_url"] = without_proof(form["verify_url"])
    for some in rows.values():
        some.sort(key=lambda row: row["id"])
    return rows


def _statement() -> str:
    parts = []
    for label, where in TABLES.items():
        table = model_of(label)._meta.db_table
        parts.append(
            f"SELECT '{label}', ({_WITHOUT})::text FROM {table} t WHERE {where}"  # noqa: S608
        )
    return " UNION ALL ".join(parts)
