"""The acts a page of a dossier offers: each a form, a key, and the one call it makes."""
