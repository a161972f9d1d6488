"""Administration: people, units, calendar, catalogue, processes, audit. Shows no dossier's content.

Every form goes through `forms` (what was typed is never lost) and `frame.once` (a request acts
once); `sayings` tells each refusal in words.
"""
