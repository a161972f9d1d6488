"""Owns what is near due or late, who was told, and why. Refuses to store what the clock changes."""
