"""The story is told through the pages of a running server, to its end, with its papers."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.demo import past, province, story
from motcua.demo.browser import Browser, PageRefused
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
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    province._encoded_password.cache_clear()
    monkeypatch.setattr(past, "tell", lambda now: None)
    province.load(clock.now())
    return str(live_server.url)


@pytest.mark.slow
def test_three_dossiers_go_from_the_counter_to_the_returned_result(
    served: str, tmp_path: Path
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


@pytest.mark.slow
def test_a_page_that_refuses_is_named(served: str) -> None:
    with pytest.raises(PageRefused, match="/desk/nowhere/ answered 404"):
        Browser(served).get("/desk/nowhere/")
