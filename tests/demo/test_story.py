"""The story is told through the pages of a running server, to its end, with its papers."""

import threading
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from motcua.casework.documents.models import PaperItem
from motcua.casework.documents.rules.papers import DigitalState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.demo import past, province, story
from motcua.demo.browser import Browser, PageRefused
from motcua.foundation.jobs import worker
from motcua.kit import clock


@pytest.fixture
def served(
    transactional_db: None,
    live_server: Any,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """A server with the demo province and no past."""
    settings.MOTCUA_DEMO = True
    settings.MOTCUA_HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    province._encoded_password.cache_clear()
    monkeypatch.setattr(past, "tell", lambda now: None)
    province.load(clock.now())
    return str(live_server.url)


@pytest.fixture
def at_work(transactional_db: None) -> Iterator[None]:
    """A worker that reads what is scanned."""
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()
    yield
    stop.set()
    thread.join(40)


@pytest.mark.slow
def test_three_dossiers_go_from_the_counter_to_the_returned_result(
    served: str, at_work: None, tmp_path: Path
) -> None:
    out = StringIO()
    story.tell(served, out)
    assert Dossier.objects.filter(state=State.RETURNED).count() == 3
    papers = sorted((tmp_path / "story").glob("*/*.pdf"))
    assert len(papers) >= 7
    assert all(paper.read_bytes().startswith(b"%PDF-") for paper in papers)
    assert all(str(paper) in out.getvalue() for paper in papers)
    assert out.getvalue().count("the public page says: Đã trả kết quả") == 3
    assert out.getvalue().count("the clock: ") == 3
    scanned = PaperItem.objects.filter(digital=DigitalState.DIGITISED).count()
    assert f"{scanned} searchable PDF/A files" in out.getvalue()
    assert scanned > 0


@pytest.mark.slow
def test_a_page_that_refuses_is_named(served: str) -> None:
    with pytest.raises(PageRefused, match="/desk/nowhere/ answered 404"):
        Browser(served).get("/desk/nowhere/")
