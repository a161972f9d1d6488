"""Gives the test run a database: the address in the environment, else an embedded PostgreSQL."""

import os
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

_LEAVING = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded server once, in the controlling process, and tell Django of it."""
    from django.conf import settings

    from motcua.project.settings.database import from_address

    if "MOTCUA_DATABASE_URL" not in os.environ:
        from motcua.project.embedded import cluster_in, using

        home = Path(os.environ.get("MOTCUA_HOME", "var")).absolute() / "tests"
        address = _LEAVING.enter_context(using(cluster_in(home, durable=False)))
        os.environ["MOTCUA_DATABASE_URL"] = address
    default = settings.DATABASES["default"]
    default.update(from_address(urlsplit(os.environ["MOTCUA_DATABASE_URL"])))
    default["OPTIONS"].pop("pool", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server this run started."""
    _LEAVING.close()
