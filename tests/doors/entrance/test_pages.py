"""The decorators: who passes, what is kept, how a refusal is told."""

from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from motcua.doors.entrance.errors import Message, says, shows
from motcua.doors.entrance.pages import (
    OfficerRequest,
    PublicRequest,
    Rate,
    officer_page,
    public_page,
)
from motcua.foundation.journal.actions import claim, record
from motcua.kit import clock
from motcua.project import urls as project
from motcua.registers.organisation.rules import Role
from motcua.registers.people.models import Officer
from motcua.registers.people.rules import PasswordChanged
from tests.cast import PASSWORD, Cast


class CannotDance(Exception):
    """A refusal of the tests' own."""


@says(CannotDance)
def _cannot_dance(refusal: CannotDance) -> Message:
    return Message(what=f"Không nhảy được: {refusal}", todo="Nghỉ đã.")


@shows("officer")
def _page_of(subject_id: str) -> str:
    return f"/made/{subject_id}/"


@officer_page(Role.SPECIALIST)
def _form(request: OfficerRequest) -> HttpResponse:
    told = request.message.what if request.message else ""
    return HttpResponse(f"{request.typed.get('name', '')}|{told}|{request.acting.unit_code}")


@officer_page(Role.SPECIALIST, again=_form)
def _dance(request: OfficerRequest) -> HttpResponse:
    raise CannotDance("chân đau")


@officer_page(Role.SPECIALIST)
def _walk(request: OfficerRequest) -> HttpResponse:
    raise CannotDance("không giày")


@officer_page()
def _once(request: OfficerRequest) -> HttpResponse:
    by = request.acting.actor
    with transaction.atomic():
        claim(request.key, by=by)
        event = PasswordChanged(request.acting.officer_id, is_first=False)
        record(event, by=by, at=clock.now(), key=request.key)
    return HttpResponse("done")


@public_page(rate=Rate(3, 60))
def _crowded(request: PublicRequest) -> HttpResponse:
    return HttpResponse("in")


urlpatterns = [
    *project.urlpatterns,
    path("form/", _form),
    path("dance/", _dance),
    path("walk/", _walk),
    path("once/", _once),
    path("crowded/", _crowded),
]
pytestmark = pytest.mark.urls(__name__)


def _key() -> dict[str, UUID]:
    return {"idempotency_key": uuid4()}


def test_a_stranger_logs_in_and_comes_back(client: Client, db: None) -> None:
    assert client.get("/form/?a=1")["Location"] == "/login/?next=%2Fform%2F%3Fa%3D1"


def test_an_officer_without_the_role_finds_nothing(cast: Cast) -> None:
    assert cast.client(Role.SPECIALIST).get("/form/").status_code == 200
    assert cast.client(Role.CASHIER).get("/form/").status_code == 404


def test_session_user_and_rights_cost_one_statement(cast: Cast) -> None:
    client = cast.client(Role.SPECIALIST)
    client.get("/form/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/form/")
    assert len(asked) == 1


def test_a_form_without_a_key_is_refused_and_kept(cast: Cast) -> None:
    client = cast.client(Role.SPECIALIST)
    posted = client.post("/form/", {"name": "Lan"}, HTTP_REFERER="http://testserver/form/")
    assert posted.status_code == 400
    assert client.get("/form/").content.decode().startswith("Lan|")
    assert client.get("/form/").content.decode().startswith("|")


def test_a_refusal_shows_the_form_again_as_it_was(cast: Cast) -> None:
    response = cast.client(Role.SPECIALIST).post("/dance/", {"name": "Lan"} | _key())
    assert response.status_code == 409
    assert response.content.decode() == "Lan|Không nhảy được: chân đau|H41.14.01"


def test_a_refusal_without_a_form_tells_what_to_do_and_leads_back(cast: Cast) -> None:
    client = cast.client(Role.SPECIALIST)
    form = {"name": "Lan"} | _key()
    response = client.post("/walk/", form, HTTP_REFERER="http://testserver/form/")
    assert response.status_code == 409
    assert "Nghỉ đã." in response.content.decode()
    assert client.get("/form/").content.decode().startswith("Lan|")


def test_a_repeated_request_is_led_to_what_the_first_one_made(cast: Cast) -> None:
    client, key = cast.client(Role.SPECIALIST), _key()
    assert client.post("/once/", key).content == b"done"
    made = f"/made/{cast.officer(Role.SPECIALIST).pk}/"
    assert client.post("/once/", key)["Location"] == made


def test_the_key_of_somebody_else_opens_nothing(cast: Cast) -> None:
    key = _key()
    cast.client(Role.SPECIALIST).post("/once/", key)
    assert cast.client(Role.CASHIER).post("/once/", key).status_code == 400


def test_a_form_sent_after_the_session_slept_is_kept_for_its_officer(cast: Cast) -> None:
    client = cast.client(Role.SPECIALIST)
    client.get("/form/")
    _sleep(client)
    form = {"name": "Lan", "password": "bí mật"} | _key()
    sent = client.post("/form/", form, HTTP_REFERER="http://testserver/form/")
    assert sent["Location"] == "/login/?next=%2Fform%2F"
    _log_in(client, cast.officer(Role.SPECIALIST))
    assert client.get("/form/").content.decode().startswith("Lan|")


def test_a_kept_form_is_not_shown_to_another_officer(cast: Cast) -> None:
    client = cast.client(Role.SPECIALIST)
    client.get("/form/")
    _sleep(client)
    client.post("/form/", {"name": "Lan"} | _key(), HTTP_REFERER="http://testserver/form/")
    _log_in(client, cast.officer(Role.SPECIALIST, unit="civil"))
    assert client.get("/form/").content.decode().startswith("|")


def test_a_crowd_is_asked_to_wait(client: Client, db: None) -> None:
    answers = [client.get("/crowded/").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert client.get("/crowded/", REMOTE_ADDR="203.0.113.9").status_code == 200


def test_an_officer_with_a_first_password_changes_it_before_work(cast: Cast) -> None:
    client = cast.client(Role.SPECIALIST)
    Officer.objects.update(must_change_password=True)
    assert client.get("/form/")["Location"] == "/account/password/"


def test_where_a_second_factor_is_required_it_is_enrolled_first(
    cast: Cast, settings: object
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]
    assert cast.client(Role.SPECIALIST).get("/form/")["Location"] == "/account/code/"


def _sleep(client: Client) -> None:
    session = client.session
    session["seen_at"] -= 31 * 60
    session.save()


def _log_in(client: Client, officer: Officer) -> None:
    client.post("/login/", {"username": officer.username, "password": PASSWORD})
