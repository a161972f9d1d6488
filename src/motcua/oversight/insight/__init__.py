"""Owns the event-log export and the replay of foreign logs."""
