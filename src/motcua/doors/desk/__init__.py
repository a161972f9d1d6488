"""The officers' door: reception, worklists, dossier, approval, return."""
