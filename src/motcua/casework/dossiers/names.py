"""The names of owners, as dossiers are found by them; writers of the dictionary."""

from dataclasses import dataclass

from django.db import connection, transaction

from motcua.foundation.rows import Part
from motcua.kit.text import fold, words

# Names known already cost a look; only a new one is written, and nobody waits for anybody.
_ADD = """
INSERT INTO dossiers_ownername (written, folded, words, dossiers)
SELECT v.written, v.folded, array_to_tsvector(string_to_array(v.folded || ' ' || v.written, ' ')), 1
FROM (SELECT %s::text AS written, %s::text AS folded) v
WHERE NOT EXISTS (SELECT FROM dossiers_ownername n WHERE n.written = v.written)
RETURNING id AS key
"""
# A name that is known has brought its words along.
_ADD_WORDS = """
INSERT INTO dossiers_ownerword (word, dossiers)
SELECT DISTINCT each.word, 1 FROM unnest(string_to_array(%s::text, ' ')) AS each(word)
WHERE NOT EXISTS (SELECT FROM dossiers_ownername n WHERE n.written = %s::text)
  AND NOT EXISTS (SELECT FROM dossiers_ownerword w WHERE w.word = each.word)
RETURNING id AS key
"""
_ONCE = (
    """DELETE FROM dossiers_ownername n USING dossiers_ownername o
    WHERE o.written = n.written AND o.id < n.id""",
    """DELETE FROM dossiers_ownerword w USING dossiers_ownerword o
    WHERE o.word = w.word AND o.id < w.id""",
)
# Whoever is writing a dossier is waited for, so that no smaller number comes up later.
_SETTLED = "LOCK TABLE dossiers_dossier IN SHARE MODE"
_PATIENCE = "SET LOCAL lock_timeout = '2s'"
_COUNT_NAMES = """
MERGE INTO dossiers_ownername n USING (
  SELECT owner_written AS written, max(owner_search) AS folded, count(*) AS dossiers,
    COALESCE(max(id) FILTER (WHERE id <= %s), 0) AS newest
  FROM dossiers_dossier GROUP BY owner_written) d ON n.written = d.written
WHEN MATCHED AND (n.dossiers, n.newest) <> (d.dossiers, d.newest)
  THEN UPDATE SET dossiers = d.dossiers, newest = d.newest
WHEN NOT MATCHED THEN INSERT (written, folded, words, dossiers, newest)
  VALUES (d.written, d.folded,
    array_to_tsvector(string_to_array(d.folded || ' ' || d.written, ' ')), d.dossiers, d.newest)
"""
_COUNT_WORDS = """
MERGE INTO dossiers_ownerword w USING (
  SELECT word, sum(n.dossiers) AS dossiers, max(n.newest) AS newest FROM dossiers_ownername n,
    LATERAL (SELECT '' AS word UNION SELECT unnest(tsvector_to_array(n.words))) each
  GROUP BY word) c ON w.word = c.word
WHEN MATCHED AND (w.dossiers, w.newest) <> (c.dossiers, c.newest)
  THEN UPDATE SET dossiers = c.dossiers, newest = c.newest
WHEN NOT MATCHED THEN INSERT (word, dossiers, newest) VALUES (c.word, c.dossiers, c.newest)
"""


@dataclass(frozen=True)
class NameKeys:
    """A name as words in lower case, with accents and without."""

    written: str
    folded: str

    @classmethod
    def of(cls, full_name: str) -> "NameKeys":
        """Return the keys of a name as somebody writes it."""
        return cls(" ".join(words(full_name)), " ".join(words(fold(full_name))))

    def known(self) -> tuple[Part, Part]:
        """Return what puts the name into the dictionary, along with the dossier's own row."""
        every = f"{self.folded} {self.written}"
        return Part(_ADD, (self.written, self.folded)), Part(_ADD_WORDS, (every, self.written))


def refresh_names() -> None:
    """Count the dictionary anew from the dossiers, set-based; safe to run at any time.

    Raises `OperationalError` when somebody is writing a dossier for longer than a moment.
    """
    last = _last_settled()
    with transaction.atomic(), connection.cursor() as cursor:
        # All dossiers are read: longer than any page may take.
        cursor.execute("SET LOCAL statement_timeout = 0")
        for statement in _ONCE:
            cursor.execute(statement)
        cursor.execute(_COUNT_NAMES, [last])
        cursor.execute(_COUNT_WORDS)


def _last_settled() -> int:
    """Return the number up to which every dossier is written by now, or never will be."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PATIENCE)
        cursor.execute(_SETTLED)
        cursor.execute("SELECT COALESCE(max(id), 0) FROM dossiers_dossier")
        return int(cursor.fetchone()[0])
