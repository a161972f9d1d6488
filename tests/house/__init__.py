"""Tests about the code itself: what the house rules say, made to fail."""
