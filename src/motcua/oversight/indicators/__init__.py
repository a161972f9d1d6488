"""Owns the figures of the board and the rows behind each. Refuses a figure without rows."""
