"""Owns applicants and officers, their logins and sessions. Refuses to know their posts."""
