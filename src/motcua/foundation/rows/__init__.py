"""Owns asking several things, and writing rows of several tables, in one statement each.

Knows no table, keeps no rule.
"""

from motcua.foundation.rows.asking import Question, ask
from motcua.foundation.rows.kept import Kept, count_each, slot
from motcua.foundation.rows.lengths import misfit
from motcua.foundation.rows.writing import Part, Sheet, Taken, insert_together

__all__ = [
    "Kept",
    "Part",
    "Question",
    "Sheet",
    "Taken",
    "ask",
    "count_each",
    "insert_together",
    "misfit",
    "slot",
]
