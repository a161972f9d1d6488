"""Owns the dossier: code, parties, state table, clock, register. Refuses to decide: acts do."""
