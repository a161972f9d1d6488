"""Owns stacks of scanned pages until each page lies in a dossier. Refuses to guess."""
