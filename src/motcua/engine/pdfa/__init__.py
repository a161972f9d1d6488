"""Archival PDF (PDF/A-2b): put together from scanned pages, and accepted only when it is one."""
