"""The synthetic province and its story. Nothing imports it."""
