"""Owns papers, official forms and results. Refuses to change what was issued."""
