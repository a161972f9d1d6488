"""Thin pages and endpoints, no rule inside."""
