"""The citizens' pages speak French whole; the officers' speak Vietnamese and English."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.test import Client

import motcua
from motcua.casework.lifecycle import supplement
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.cast import Cast
from tests.oversight.seeded import DEMAND

SOURCE = Path(motcua.__file__).parent
_WORD = re.compile(r"[^\W\d]{3}")
_VALUE = re.compile(r"%\(\w+\)[sdf]|%[sd]|{\w+}")


def catalogue(room: Path, language: str) -> dict[str, polib.POEntry]:
    po = polib.pofile(str(room / "locale" / language / "LC_MESSAGES" / "django.po"))
    return {entry.msgid: entry for entry in po}


@cache
def french() -> dict[str, polib.POEntry]:
    rooms = (po.parents[3] for po in SOURCE.glob("**/locale/fr/LC_MESSAGES/django.po"))
    return {msgid: entry for room in rooms for msgid, entry in catalogue(room, "fr").items()}


@cache
def only_english() -> dict[str, str]:
    """Return the pieces of English sentences that have no French, and whose they are."""
    rooms = (po.parents[3] for po in SOURCE.glob("**/locale/en/LC_MESSAGES/django.po"))
    left = [e for room in rooms for e in catalogue(room, "en").values() if e.msgid not in french()]
    said = ((text, e) for e in left for text in (e.msgstr, *e.msgstr_plural.values()))
    pieces = ((piece.strip(), e.msgid) for text, e in said for piece in _VALUE.split(text))
    alike = {entry.msgstr for entry in french().values()}
    return {piece: msgid for piece, msgid in pieces if _WORD.search(piece) and piece not in alike}


def untranslated(page: str) -> list[str]:
    shown = unescape(re.sub(r"<script.*?</script>|<[^>]+>", "\n", page, flags=re.S))
    lines = {line.strip() for line in shown.splitlines()}
    return [
        msgid
        for piece, msgid in only_english().items()
        if piece in lines or (" " in piece and len(piece) > 11 and piece in shown)
    ]


@pytest.fixture
def citizen() -> Client:
    """A browser that asks for French, also in a cookie as the switch leaves it."""
    client = Client(headers={"accept-language": "fr-FR"})
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    return client


def pages(citizen: Client, at: Desk) -> Iterator[tuple[str, Any]]:
    for there in (
        "/", "/procedures/", "/procedures/?q=cong ty", "/procedures/?q=zzzz",
        "/procedures/?field=dn", "/procedures/9.000001/", "/track/", "/login/",
        "/login/?next=/desk/", "/verify/", "/verify/?code=H41.14-261012-9999&check=0000",
        "/nowhere/",
    ):  # fmt: skip
        yield there, citizen.get(there)
    yield "refused", citizen.post("/login/", {"username": "nobody", "password": "x"})
    yield "empty", citizen.post("/track/", {"code": "", "key": ""})
    yield "wrong", citizen.post("/track/", {"code": "H41.14-261012-9999", "key": "0000"})
    yield "no text", citizen.post("/track/", {"code": "\0", "key": "0000"})
    yield "no token", Client(
        enforce_csrf_checks=True, headers={"accept-language": "fr"}
    ).post("/track/", {"code": "x"})  # fmt: skip
    for state, code in dossiers(at):
        yield state, citizen.post("/track/", {"code": code, "key": "5318"})


def dossiers(at: Desk) -> Iterator[tuple[str, str]]:
    yield "received", str(at.receive().code)
    paused = at.in_appraisal()
    by = at.by(Role.SPECIALIST)
    supplement.ask_supplement(paused.pk, DEMAND, by=by, now=at.now)
    yield "paused", str(paused.code)
    late = at.in_appraisal()
    at.later(days=20)
    yield "late", str(late.code)
    finished = at.finished()
    yield "finished", str(finished.code)
    at.collect(finished)
    at.return_result(finished)
    yield "returned", str(finished.code)


@pytest.mark.django_db
def test_no_english_stands_on_a_french_page(at: Desk, citizen: Client) -> None:
    found = {}
    for name, answer in pages(citizen, at):
        page = answer.content.decode()
        assert '<html lang="fr"' in page, name
        if left := untranslated(page):
            found[name] = left
    assert found == {}


@pytest.mark.django_db
def test_the_switch_offers_french_to_citizens_only(cast: Cast, citizen: Client) -> None:
    assert 'value="fr"' in Client().get("/").content.decode()
    assert 'value="fr"' not in cast.client(Role.SPECIALIST).get("/desk/worklist/").content.decode()


@pytest.mark.django_db
def test_an_officer_who_came_in_french_reads_english(cast: Cast) -> None:
    officer = cast.client(Role.SPECIALIST)
    officer.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    page = officer.get("/desk/worklist/").content.decode()
    assert '<html lang="en"' in page
    assert "My work" in page
