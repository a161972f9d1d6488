"""Looks, never touches casework."""
