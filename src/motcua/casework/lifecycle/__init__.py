"""Owns the acts on a dossier, one file each. Refuses to be bypassed: the only writers."""
