"""Owns bytes by their hash, how they came in, what was made of them. Refuses to change a byte."""
