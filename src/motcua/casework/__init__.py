"""One dossier from filing to result."""
