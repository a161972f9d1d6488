"""Loads the plugin that gives every test run its database."""

pytest_plugins = ("tests.plugin",)
