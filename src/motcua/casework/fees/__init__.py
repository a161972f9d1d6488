"""Owns what is owed, receipts and the double-entry ledger. Refuses to delete a posting."""
