"""Owns writing rows of several tables in one statement. Knows no table, keeps no rule."""

from motcua.foundation.rows.actions import Branch, insert_together

__all__ = ["Branch", "insert_together"]
