"""Loads the plugins: the database of a test run, and the cast."""

pytest_plugins = (
    "tests.plugin",
    "tests.cast",
    "tests.casework.desk",
    "tests.casework.signing.authority",
    "tests.casework.signing.hands",
    "tests.horizon",
)
