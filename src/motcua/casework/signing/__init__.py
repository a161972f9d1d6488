"""Owns signatures, certificates and verdicts. Refuses to sign what was not seen, or twice."""
