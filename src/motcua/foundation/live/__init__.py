"""Owns server-sent events fed by LISTEN/NOTIFY. Refuses to carry data: only ids travel."""
