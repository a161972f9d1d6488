"""Owns reports as they were made: data, hash, template, files. Refuses to change one."""
