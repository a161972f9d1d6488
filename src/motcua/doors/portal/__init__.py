"""The citizen's door: search, procedure pages, tracking. Needs no script and no account."""
