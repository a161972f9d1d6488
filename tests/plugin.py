"""Gives the test run a database: the address in the environment, else a server of its own.

`--postgres=embedded` (default) starts the embedded PostgreSQL, `--postgres=system` a throwaway
server with the programs of the system's PostgreSQL; where that is missing, the tests are skipped.
"""

import gc
import os
import re
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from _pytest.nodeid import NodeId

_SYSTEM = Path("/usr/lib/postgresql")
_LEAVING = ExitStack()
_OTHER_PROGRAMS = {"bench", "scan_store", "room"}  # the fixtures that start them or need them

# Of what is made while tests are gathered nearly all stays: looking it through finds nothing.
gc.disable()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the caller choose the server."""
    parser.addoption("--postgres", choices=("embedded", "system"), default="embedded")


def pytest_configure(config: pytest.Config) -> None:
    """Start the server once, in the controlling process, and tell Django of it."""
    from django.conf import settings

    from motcua.project.messages import compile_all
    from motcua.project.settings.database import from_address
    from tests.migrated import migrated

    compile_all()
    is_system = config.getoption("--postgres") == "system"
    if is_system or "MOTCUA_DATABASE_URL" not in os.environ:
        os.environ["MOTCUA_DATABASE_URL"] = _start(is_system=is_system)
    default = settings.DATABASES["default"]
    default.update(from_address(urlsplit(os.environ["MOTCUA_DATABASE_URL"])))
    default["OPTIONS"].pop("pool", None)
    if "MOTCUA_TEST_TEMPLATE" not in os.environ:
        os.environ["MOTCUA_TEST_TEMPLATE"] = migrated(os.environ["MOTCUA_DATABASE_URL"])
    default["TEST"]["TEMPLATE"] = os.environ["MOTCUA_TEST_TEMPLATE"]
    # Each browser of a test is a new handler, which would look through all static files first.
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what depends on the server itself; skip it, visibly, where that server is missing.

    Tests with real transactions are such: triggers, locks, listeners, several connections. A
    browser's test has them only because its pages are served by another thread.
    A module that makes its set once runs in one worker, or the set would be made in each.
    What meets another program (the authority, the recogniser, the walled room) is slow.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        is_browser = item.get_closest_marker("browser") is not None
        if marker and marker.kwargs.get("transaction") and not is_browser:
            item.add_marker(pytest.mark.postgres)
        if _meets_another_program(item):
            item.add_marker(pytest.mark.slow)
        if _shares_a_set(item) or _reads_the_source(item):
            item.add_marker(pytest.mark.xdist_group(_group(item)))
        if getattr(config.option, "loadgroup", False):
            _name_the_group(item)
    if config.getoption("--postgres") == "system" and _system_programs() is None:
        reason = "no PostgreSQL of the system: apt-get install postgresql"
        for item in items:
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    """Collect again from here on, but never look through the modules and the tests themselves."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    gc.enable()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server this run started."""
    _LEAVING.close()


def _shares_a_set(item: pytest.Item) -> bool:
    known: dict[str, Any] = getattr(item, "_fixtureinfo").name2fixturedefs  # noqa: B009
    return any(
        each.scope == "module" and each.baseid.startswith("tests")
        for made in known.values()
        for each in made
    )


def _group(item: pytest.Item) -> str:
    """Tests about the code sit together, and all who look at the one seeded province."""
    if _reads_the_source(item):
        return "house"
    is_seeded = "province" in getattr(item, "fixturenames", ())
    return "province" if is_seeded else item.nodeid.partition("::")[0]


def _reads_the_source(item: pytest.Item) -> bool:
    """Tell whether it is a test about the code: one worker parses each file once."""
    return item.path.parent.name == "house" and item.get_closest_marker("django_db") is None


def _meets_another_program(item: pytest.Item) -> bool:
    """Tell whether it signs with the served authority, scans, or asks in the walled room."""
    return not _OTHER_PROGRAMS.isdisjoint(getattr(item, "fixturenames", ()))


def _name_the_group(item: pytest.Item) -> None:
    """Write the group into the id, for xdist 3.8 writes where pytest 9.2 no longer looks."""
    if group := item.get_closest_marker("xdist_group"):
        setattr(item, "_id", NodeId.parse(f"{item.nodeid}@{group.args[0]}"))  # noqa: B010


def _start(*, is_system: bool) -> str:
    from motcua.project.embedded import cluster_in, using

    home = Path(os.environ.get("MOTCUA_HOME", "var")).absolute()
    programs = _system_programs() if is_system else None
    name = "tests" if programs is None else f"tests-{programs.parent.name}"
    cluster = cluster_in(home / name, durable=False)
    if programs is not None:
        cluster = replace(cluster, programs=programs)
    return _LEAVING.enter_context(using(cluster))


def _system_programs() -> Path | None:
    """Return the programs of the newest server installed by the system, 15 or later."""
    found = [folder for folder in _SYSTEM.glob("*/bin") if (folder / "initdb").exists()]
    fit = [folder for folder in found if re.fullmatch(r"1[5-9]|[2-9]\d", folder.parent.name)]
    return max(fit, key=lambda folder: int(folder.parent.name), default=None)
