"""Owns packages of ended dossiers and the archive's receipts. Refuses what is not whole."""
