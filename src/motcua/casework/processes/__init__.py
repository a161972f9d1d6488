"""Owns process definitions, running instances, tasks and assignment."""
