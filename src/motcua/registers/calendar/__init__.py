"""Owns sessions, holidays, swap days and closures per unit. Refuses to compute: it hands values."""
