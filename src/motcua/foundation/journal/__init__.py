"""Owns the append-only journal, its readers and its seals. Refuses every change of the past."""
