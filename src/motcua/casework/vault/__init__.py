"""Owns what an owner need not bring again, and each use of it. Refuses what no longer holds."""
