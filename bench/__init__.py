"""Benchmarks: programs that print figures. Nothing here is asserted in tests."""
