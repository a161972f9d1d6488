"""Whatever is sent to a form or an address, the answer is a page with words, never a crash.

The forms are found, not listed: every page of every role is opened, and each form that stands on
one is sent nonsense in all its fields, by the first role that was shown it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from lxml import html

from motcua.doors.desk.acts.offer import FORMS
from motcua.doors.entrance.policy import Audience
from motcua.kit.ids import new_key
from motcua.registers.organisation.rules import Role
from tests.cast import Cast
from tests.house.matrix import rows, the_dossier
from tests.house.test_matrix import url_of
from tests.house.test_policies import Address, addresses

pytestmark = pytest.mark.django_db
LEFT_ALONE = {"csrfmiddlewaretoken", "idempotency_key"}
KINDS: Mapping[str, Any] = {
    "nothing": (),
    "emptiness": "",
    "too long": "ế" * 5_000,
    "control characters": "a\x00\x07\x1b\x7f\u202e\x85",
    "a number of another world": "-99999999999999999999",
    "a digit that is none": "²٣",
    "markup": "<script>alert(1)</script>'; --{{ 7*7 }}%s%(x)s",
    "several": ("1", "x", "2026-02-30"),
    "a file": b"%PDF-1.7 \x00\xff",
}


@dataclass(frozen=True)
class Form:
    """A form as it stood on a page, and whose page it was."""

    role: Role | None
    action: str
    method: str
    names: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]


def forms_on(page: bytes, here: str, role: Role | None) -> Iterator[Form]:
    """Yield the forms of a page."""
    for form in html.fromstring(page).iter("form"):
        named = [
            one for one in form.iter("input", "select", "textarea", "button") if one.get("name")
        ]
        hidden = tuple(
            (one.get("name"), one.get("value", ""))
            for one in named
            if one.get("type") == "hidden" and one.get("name") not in LEFT_ALONE
        )
        for button in (form, *form.xpath(".//*[@formaction]")):
            action = button.get("formaction") or button.get("action") or here
            method = form.get("method", "get").lower()
            names = tuple(dict.fromkeys(one.get("name") for one in named))
            yield Form(role, action or here, method, names, hidden)


def queries_on(page: bytes, here: str, role: Role | None) -> Iterator[Form]:
    """Yield the questions that the links of a page put to an address."""
    for link in html.fromstring(page).xpath("//a[contains(@href, '?')]/@href"):
        parts = urlsplit(link)
        if not parts.netloc:
            names = tuple(sorted(parse_qs(parts.query)))
            yield Form(role, parts.path or here, "get", names, ())


def pages_of(role: Role | None, cast: Cast) -> Iterator[str]:
    """Yield the addresses a role may open, those of things with the thing of the matrix."""
    for each in addresses():
        if each.policy is None or not _is_for(each, role):
            continue
        if "<" not in each.route:
            yield f"/{each.route}"
        elif each.route in rows():
            values = dict(rows()[each.route](cast))
            slugs = FORMS if values.get("slug") == "notify" else [values.get("slug")]
            yield from (url_of(each.route, {**values, "slug": slug}) for slug in slugs)
        else:
            yield each.url


def _is_for(each: Address, role: Role | None) -> bool:
    if each.policy is None or role is None:
        return each.policy is not None and each.policy.audience is Audience.PUBLIC
    is_officers = each.policy.audience is not Audience.PUBLIC
    return is_officers and (not each.policy.roles or role in each.policy.roles)


def browser_of(role: Role | None, cast: Cast) -> Client:
    client = Client() if role is None else cast.client(role)
    client.raise_request_exception = False
    return client


def sent(client: Client, method: str, there: str, form: Mapping[str, Any]) -> HttpResponse:
    """Send once and take back whatever it did."""
    with transaction.atomic():
        answer: Any = getattr(client, method)(there, form)
        if not answer.streaming:
            answer.content  # noqa: B018 - a page that is drawn late fails late
        transaction.set_rollback(True)
    return answer


def filled(form: Form, value: Any, *, keeps_hidden: bool) -> dict[str, Any]:
    names = [name for name in form.names if name not in LEFT_ALONE] if value != () else []
    made = {name: _one(value) for name in names}
    made |= dict(form.kept) if keeps_hidden else {}
    return made | {"idempotency_key": str(new_key())}


def _one(value: Any) -> Any:
    if isinstance(value, bytes):
        return SimpleUploadedFile("a.pdf", value)
    return list(value) if isinstance(value, tuple) else value


@pytest.fixture
def everything(cast: Cast, settings: Any) -> Cast:
    """A dossier in appraisal, and officers who need no second factor."""
    settings.SECOND_FACTOR_REQUIRED = False
    the_dossier(cast)
    return cast


def all_forms(cast: Cast) -> dict[tuple[str, str, tuple[str, ...]], Form]:
    """Return every form of every page once, and for each address the bare one."""
    found: dict[tuple[str, str, tuple[str, ...]], Form] = {}
    for role in (None, *Role):
        client = browser_of(role, cast)
        for there in pages_of(role, cast):
            bare = Form(role, there, "post", (), ())
            found.setdefault((there, "post", ()), bare)
            answer = sent(client, "get", there, {})
            assert answer.status_code < 500, (role, there)
            if "text/html" not in answer.get("Content-Type", "") or not answer.content.strip():
                continue
            for form in (
                *forms_on(answer.content, there, role),
                *queries_on(answer.content, there, role),
            ):
                path = urlsplit(form.action).path
                found.setdefault((path, form.method, form.names), form)
    return found


def tries(form: Form) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what to send: every kind of nonsense, with the hidden fields and without."""
    for kind, value in KINDS.items() if form.names else (("nothing", ()),):
        for keeps_hidden in {True, not form.kept}:
            yield kind, filled(form, value, keeps_hidden=keeps_hidden)


def is_silent(answer: HttpResponse) -> bool:
    """A refusal without words; what an address does not take at all needs none."""
    return answer.status_code >= 400 and answer.status_code != 405 and not answer.content.strip()


@pytest.mark.slow
def test_nonsense_is_answered_in_words(everything: Cast) -> None:
    browsers: dict[Role | None, Client] = {}
    wrong = []
    known = all_forms(everything)
    for form in known.values():
        client = browsers.setdefault(form.role, browser_of(form.role, everything))
        for kind, typed in tries(form):
            answer = sent(client, form.method, form.action, typed)
            if answer.status_code >= 500 or is_silent(answer):
                wrong.append((form.role, form.method, form.action, kind, answer.status_code))
    assert len(known) > 100
    assert wrong == []


def test_a_character_that_is_no_text_is_refused_in_words(cast: Cast) -> None:
    answer = Client().post("/login/", {"username": "a\x00", "idempotency_key": str(new_key())})
    assert answer.status_code == 400
    assert "không phải là chữ" in answer.content.decode()
    assert Client().get("/procedures/?q=%00").status_code == 400


def test_what_no_column_keeps_comes_back_with_the_form(cast: Cast) -> None:
    client = cast.client(Role.PROCEDURE_CONTROLLER)
    form = {"code": "9" * 41, "name": "Thử", "field_name": "Thử", "field_code": "thu"}
    answer = client.post("/backstage/procedures/new/", form | {"idempotency_key": str(new_key())})
    assert answer.status_code == 422
    assert "Có ô nhập quá dài" in answer.content.decode()
    assert "9" * 41 in answer.content.decode()
