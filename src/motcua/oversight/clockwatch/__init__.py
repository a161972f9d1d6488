"""Owns near-due and late dossiers as seen today. Refuses to store what the clock changes."""
