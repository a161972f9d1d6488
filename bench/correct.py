"""What must be true after the load: speed that breaks a book is no speed."""

from typing import Any

from tests.chaos import verdict

from bench.product import Product

_CHECKS = {
    "codes without gap": verdict.CODE_GAPS,
    "receipts without gap": verdict.RECEIPT_GAPS,
    "balanced ledger": verdict.UNBALANCED,
    "one decision for each task": """
        SELECT count(*) FROM (SELECT subject_id FROM journal_entry
         WHERE kind = 'task.done' AND id > %(since)s GROUP BY subject_id HAVING count(*) > 1) x
    """,
    "every promise kept with its first": """
        SELECT count(*) FROM dossiers_dossier WHERE due_at IS NOT NULL AND original_due_at IS NULL
    """,
}


def check(product: Product, since: int) -> None:
    """Raise `AssertionError` naming what broke; entries up to `since` are the filler's."""
    with product.database() as database:
        for name, statement in _CHECKS.items():
            found: Any = database.execute(statement, {"since": since}).fetchone()
            if found[0]:
                raise AssertionError(f"{name}: {found[0]}")
