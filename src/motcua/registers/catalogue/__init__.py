"""Owns procedures and their immutable published versions. Refuses to know any dossier."""
