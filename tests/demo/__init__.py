"""The demonstration province and its story."""
