"""What a web process does when it starts: threads keep apart what Django keeps by task."""

import gc
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.template import engines
from django.urls import base as addresses
from django.utils import translation
from django.utils.translation import trans_real as languages

from motcua.project import serve


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A started web process; afterwards this process is as it was."""
    before, limits = sys.getswitchinterval(), gc.get_threshold()
    for room, name in ((languages, "_active"), (addresses, "_prefixes"), (addresses, "_urlconfs")):
        monkeypatch.setattr(room, name, getattr(room, name))
    monkeypatch.setattr(connections, "_connections", connections._connections)  # type: ignore[attr-defined]
    for code in ("vi", "en", "fr"):
        spoken = languages.translation(code)
        monkeypatch.setattr(spoken, "gettext", spoken.gettext)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    serve.post_worker_init(None)
    yield
    sys.setswitchinterval(before)
    gc.set_threshold(*limits)


def test_each_thread_speaks_its_own_language(served: None) -> None:
    met = threading.Barrier(2)

    def say(code: str) -> list[str | None]:
        with translation.override(code):
            met.wait(10)
            heard = [translation.gettext("Mã hồ sơ"), translation.gettext("Mã hồ sơ")]
            met.wait(10)
            return [translation.get_language(), *heard]

    with ThreadPoolExecutor(2) as threads:
        vietnamese, english = threads.map(say, ("vi", "en"))
    assert vietnamese == ["vi", "Mã hồ sơ", "Mã hồ sơ"]
    assert english[0] == "en"
    assert english[1] == english[2] != "Mã hồ sơ"


def test_no_thread_gets_anothers_connection(served: None) -> None:
    with ThreadPoolExecutor(1) as threads:
        other = threads.submit(lambda: connections["default"]).result()
    assert other is not connections["default"]


def test_pages_are_known_before_the_first_process_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "freeze", lambda: None)
    (loader,) = engines["django"].engine.template_loaders  # type: ignore[attr-defined]
    loader.reset()

    serve.when_ready(None)

    assert {"ui/base.html", "portal/tracked.html"} <= set(loader.get_template_cache)
