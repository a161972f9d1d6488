"""Tests of settings, database, command, probes and logs."""
