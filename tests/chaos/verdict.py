"""After the assault: the clients' acknowledgements against the database, its books and readers."""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from bench.product import Product

PATIENCE_SECONDS = 90

_OF_KEYS = """
    SELECT e.request_key, count(DISTINCT e.dossier_id), min(d.id), min(d.code)
      FROM journal_entry e LEFT JOIN dossiers_dossier d ON d.id = e.dossier_id
     WHERE e.request_key = ANY(%s) GROUP BY e.request_key
"""
_RECEIVED = "SELECT count(*) FROM dossiers_dossier WHERE id > %s"
# A gap: fewer rows than the highest serial of a unit and day, or of a receipt book.
CODE_GAPS = """
    SELECT coalesce(sum(top - n), 0) FROM (
        SELECT max(split_part(code, '-', 3)::int) AS top, count(*) AS n FROM dossiers_dossier
         WHERE code IS NOT NULL GROUP BY split_part(code, '-', 1), split_part(code, '-', 2)) x
"""
RECEIPT_GAPS = """
    SELECT coalesce(sum(top - n), 0) FROM (
        SELECT max(number) AS top, count(*) AS n FROM fees_cashreceipt GROUP BY book) x
"""
_HALVES = """
    SELECT count(*) FROM dossiers_dossier d WHERE d.id > %s AND NOT (
        d.code IS NOT NULL AND d.due_at IS NOT NULL
        AND (SELECT count(*) FROM journal_entry e
              WHERE e.dossier_id = d.id AND e.kind = 'dossier.received') = 1
        AND (SELECT count(*) FROM processes_processinstance p WHERE p.dossier_id = d.id) = 1
        AND (SELECT count(*) FROM documents_formissue f WHERE f.dossier_id = d.id) = 1
        AND (SELECT count(*) FROM fees_cashreceipt r WHERE r.dossier_id = d.id) = 1)
"""
UNBALANCED = """
    SELECT count(*) FROM (SELECT entry_id FROM fees_posting GROUP BY entry_id
                          HAVING sum(amount_vnd) <> 0) x
"""
_NOTICES = """
    SELECT count(*), count(DISTINCT entry_id) FROM dossiers_notice n
     WHERE n.dossier_id > %s AND n.kind = 'dossier.received'
"""


@dataclass(frozen=True)
class Verdict:
    """Figures that must all be nought."""

    lost: int
    doubled: int
    unasked: int
    code_gaps: int
    receipt_gaps: int
    half_received: int
    unbalanced: int
    untold: int
    told_twice: int

    @property
    def held(self) -> bool:
        """Whether the promise was kept."""
        return not any(asdict(self).values())


def judge(product: Product, told: Mapping[UUID, str], before: int) -> Verdict:
    """Compare what the clients were told with what stands; dossiers up to `before` are older."""
    with product.database() as database:

        def count(statement: str, *values: object) -> int:
            row = database.execute(statement, values or None).fetchone()  # type: ignore[call-overload]
            return int(row[0])

        rows = database.execute(_OF_KEYS, [list(told)]).fetchall()
        found = {UUID(str(key)): (n, ident, code) for key, n, ident, code in rows}
        received = count(_RECEIVED, before)
        untold, told_twice = _notices(database, before, received)
        return Verdict(
            lost=sum(not _stands(place, found.get(key)) for key, place in told.items()),
            doubled=sum(int(str(n)) > 1 for n, _, _ in found.values()),
            unasked=received - len(told),
            code_gaps=count(CODE_GAPS),
            receipt_gaps=count(RECEIPT_GAPS),
            half_received=count(_HALVES, before),
            unbalanced=count(UNBALANCED),
            untold=untold,
            told_twice=told_twice,
        )


def _stands(place: str, found: tuple[object, object, object] | None) -> bool:
    """Whether the dossier a client was led to is the one its key made."""
    return found is not None and place in (
        f"/desk/dossiers/{found[2]}/receipt/",
        f"/desk/dossiers/made/{found[1]}/",
    )


def _notices(database: object, before: int, received: int) -> tuple[int, int]:
    """Wait until the worker has told everybody; return who was not told, and who twice."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while True:
        row = database.execute(_NOTICES, [before]).fetchone()  # type: ignore[attr-defined]
        if row[1] >= received or time.monotonic() > give_up:
            return received - row[1], row[0] - row[1]
        time.sleep(0.2)
