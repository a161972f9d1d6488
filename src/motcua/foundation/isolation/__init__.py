"""Owns reading what strangers sent: a process of its own, with limits. Refuses to fail silently."""
