"""The gallery shows everything, in both languages, under a strict content policy."""

import re
from pathlib import Path

import polib
import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from motcua.ui import bundle, frame, views
from motcua.ui.csp import HEADER, POLICY
from motcua.ui.templatetags import ui as tags

ROOM = Path(bundle.__file__).parent
PAGES = ("/_gallery/", "/_gallery/desk/")


def page(path: str, language: str = "vi", **headers: str) -> str:
    client = Client(HTTP_ACCEPT_LANGUAGE=language, **headers)
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_variable_is_undefined(
    path: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "UNDEFINED(%s)")
    html = page(path, language)
    assert "UNDEFINED" not in html
    assert f'<html lang="{language}"' in html


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_written_inline(path: str) -> None:
    html = page(path)
    assert not re.search(r"<style|<script(?![^>]* src=)|\sstyle=|\son[a-z]+=|javascript:", html)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", html)
    assert Client().get(path).headers[HEADER] == POLICY


def test_every_tag_is_on_the_gallery() -> None:
    shown = "".join(p.read_text() for p in (ROOM / "templates" / "ui").glob("*.html"))
    # Two are Django's, kept for each language; a request key is not to be seen.
    own = set(tags.register.tags) - {"translate", "url", "request_key"}
    missing = [name for name in own if not re.search(rf"{{%\s*{name}\b", shown)]
    assert missing == []


def test_every_sentence_has_its_english() -> None:
    catalogue = polib.pofile(str(ROOM / "locale/en/LC_MESSAGES/django.po"))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    known = {entry.msgid for entry in catalogue}
    source = "".join(p.read_text() for p in ROOM.rglob("*.html"))
    used = set(re.findall(r"""{% translate "([^"]+)\"""", source))
    used |= set(re.findall(r"""{% translate '([^']+)'""", source))
    for module in ROOM.rglob("*.py"):
        used |= set(re.findall(r"""\b_\(\s*"([^"]+)"\s*\)""", module.read_text()))
    assert used - known == set()


def test_scripts_and_templates_stay_small() -> None:
    long = [p.name for p in (ROOM / "static/ui/js").glob("*.js") if lines(p) > 100]
    long += [p.name for p in (ROOM / "templates/ui").glob("*.html") if lines(p) > 150]
    assert long == []


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_every_script_is_in_a_bundle() -> None:
    bundled = {name for names in bundle.SCRIPTS.values() for name in names}
    assert bundled == {p.stem for p in (ROOM / "static/ui/js").glob("*.js")}


def test_a_joined_file_is_named_by_its_content_and_kept_forever() -> None:
    name = bundle.asset("css", "public").name
    response = Client(HTTP_ACCEPT_ENCODING="gzip").get(f"/_ui/{name}")
    assert response.headers["Content-Encoding"] == "gzip"
    assert "immutable" in response.headers["Cache-Control"]
    assert Client(HTTP_IF_NONE_MATCH=f'"{name}"').get(f"/_ui/{name}").status_code == 304
    for unknown in ("public.000000000000.css", "secret.css", "public", "..css", "a.b.py"):
        assert Client().get(f"/_ui/{unknown}").status_code == 404


def test_braces_of_the_joined_styles_balance() -> None:
    for name in bundle.STYLES:
        text = bundle.stylesheet(name)
        assert text.count("{") == text.count("}")
        assert "http" not in text.replace("http://www.w3.org", "")


def test_the_citizens_page_is_light() -> None:
    fonts = sum(p.stat().st_size for p in (ROOM / "static/ui/fonts").glob("*.woff2"))
    images = sum(p.stat().st_size for p in (ROOM / "static/ui/img").glob("*.svg"))
    joined = [bundle.asset(kind, "public") for kind in ("css", "js")]
    assert fonts + images + sum(len(file.packed) for file in joined) < 100_000


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("view", "code"),
    [
        (views.bad_request, 400), (views.forbidden, 403), (views.not_found, 404),
        (views.conflict, 409), (views.server_error, 500),
    ],
)  # fmt: skip
def test_an_error_says_what_to_do(view: views.View, code: int, language: str) -> None:
    with translation.override(language):
        response = view(RequestFactory().get("/x/"))
    html = response.content.decode()
    assert response.status_code == code
    assert html.count("<h1>") == 1
    assert 'href="/"' in html


def test_a_stale_token_is_explained() -> None:
    response = Client(enforce_csrf_checks=True).post("/_gallery/")
    assert response.status_code == 403
    assert "tải lại trang" in response.content.decode()


@override_settings(DEBUG=False)
def test_an_unknown_address_gets_our_page() -> None:
    response = Client().get("/khong-co/")
    assert response.status_code == 404
    assert "Không tìm thấy trang này." in response.content.decode()


def test_two_forms_never_share_a_request_key() -> None:
    keys = {frame.request_key() for _ in range(50)}
    assert len(keys) == 50


def test_the_theme_is_the_readers_choice_and_nothing_else() -> None:
    request = HttpRequest()
    request.COOKIES["mc_theme"] = "dark"
    from django.template import RequestContext

    assert tags.theme(RequestContext(request, {"request": request})) == ' data-theme="dark"'
    request.COOKIES["mc_theme"] = '"><script>'
    assert tags.theme(RequestContext(request, {"request": request})) == ""
