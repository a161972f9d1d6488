"""Owns dated units, posts, roles and delegations. Refuses to rewrite the past."""
