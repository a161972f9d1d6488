"""Invented Vietnamese papers as pictures, clean or worn, for the story, the tests and the bench."""
