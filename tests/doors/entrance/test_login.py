"""Who gets in, who does not, and what a stranger learns of it."""

from datetime import timedelta
from uuid import uuid4

import pyotp
import pytest
from django.contrib.auth import hashers
from django.test import Client

from motcua.doors.entrance.jobs import clear_sessions
from motcua.doors.entrance.models import Session
from motcua.doors.entrance.sessions import SessionStore
from motcua.foundation.journal.models import Entry
from motcua.kit import clock
from motcua.registers.organisation.rules import THE_SYSTEM, Role
from motcua.registers.people import actions, totp
from motcua.registers.people.models import Officer
from motcua.registers.people.rules import DEMO_PASSWORD
from tests.cast import PASSWORD, Cast

WRONG = "mot mat khau khac han 2026"


@pytest.fixture
def officer(cast: Cast) -> Officer:
    return cast.officer(Role.SPECIALIST)


def _login(client: Client, username: str, password: str, goal: str = "/account/") -> int:
    form = {"username": username, "password": password, "next": goal}
    return client.post("/login/", form).status_code


def _with_second_factor(officer: Officer) -> tuple[str, tuple[str, ...]]:
    sealed = actions.begin_second_factor(officer.pk)
    secret = totp.opened(sealed)
    before = clock.now() - timedelta(minutes=5)
    code = pyotp.TOTP(secret).at(before)
    by = actions.actor_of(officer)
    return secret, actions.confirm_second_factor(officer.pk, code, by=by, now=before)


def test_the_right_password_leads_where_one_wanted_to_go(officer: Officer, client: Client) -> None:
    form = {"username": officer.username.upper(), "password": PASSWORD, "next": "/account/"}
    response = client.post("/login/", form)
    assert response["Location"] == "/account/"
    assert officer.full_name in client.get("/account/").content.decode()


@pytest.mark.parametrize("goal", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_no_login_leads_out_of_the_house(officer: Officer, client: Client, goal: str) -> None:
    form = {"username": officer.username, "password": PASSWORD, "next": goal}
    assert client.post("/login/", form)["Location"] == "/desk/"


def test_known_and_unknown_names_are_told_the_same(officer: Officer, client: Client) -> None:
    def answer(username: str) -> str:
        form = {"username": username, "password": WRONG}
        page = client.post("/login/", form).content.decode()
        return page.replace(username, "?").split("<main", 1)[1].split("csrf", 1)[0]

    assert answer(officer.username) == answer("nobody")
    tried = Entry.objects.filter(kind="officer.login_refused").order_by("pk")
    assert [entry.body["reason"] for entry in tried] == ["password", "unknown"]
    assert "nobody" not in str(list(tried.values()))


@pytest.mark.parametrize("username", ["known", "nobody", "locked", "disabled"])
@pytest.mark.parametrize("password", [WRONG, DEMO_PASSWORD, ""])
def test_whoever_asks_costs_one_hash(
    officer: Officer, monkeypatch: pytest.MonkeyPatch, username: str, password: str
) -> None:
    """A stop-watch tells nobody which names exist: the slow part is done once, always."""
    if username == "locked":
        until = clock.now() + timedelta(hours=1)
        Officer.objects.filter(pk=officer.pk).update(locked_until=until)
    if username == "disabled":
        Officer.objects.filter(pk=officer.pk).update(is_active=False)
    asked = username if username == "nobody" else officer.username
    done: list[str] = []
    for name in ("make_password", "check_password"):
        monkeypatch.setattr(hashers, name, lambda *_, _name=name: done.append(_name))
    assert actions.check_password(asked, password, now=clock.now()) is None
    assert len(done) == 1


def test_after_five_failures_even_the_right_password_waits(
    officer: Officer, client: Client
) -> None:
    tries = [_login(client, officer.username, WRONG) for _ in range(5)]
    assert tries == [422] * 5
    assert _login(client, officer.username, PASSWORD) == 422
    assert Entry.objects.filter(kind="officer.login_refused").count() == 6


def test_the_wait_ends_and_success_forgets_the_failures(officer: Officer) -> None:
    now = clock.now()
    for _ in range(5):
        actions.check_password(officer.username, WRONG, now=now)
    later = now + timedelta(seconds=31)
    found = actions.check_password(officer.username, PASSWORD, now=later)
    assert found is not None
    actions.note_login(found, now=later)
    assert Officer.objects.get(pk=officer.pk).failures == 0


def test_a_first_password_works_once_to_choose_another(cast: Cast, client: Client) -> None:
    new = actions.enrol_officer("moi", "Lê Thị Mới", by=THE_SYSTEM.actor, now=clock.now())
    form = {"username": "moi", "password": new.first_password}
    assert client.post("/login/", form)["Location"] == "/account/password/"
    chosen = {"password": new.first_password, "new_password": WRONG, "idempotency_key": uuid4()}
    assert client.post("/account/password/", chosen)["Location"] == "/account/"
    assert _login(Client(), "moi", new.first_password) == 422
    assert _login(Client(), "moi", WRONG) == 302


def test_a_first_password_expires(cast: Cast) -> None:
    now = clock.now()
    new = actions.enrol_officer("moi", "Lê Thị Mới", by=THE_SYSTEM.actor, now=now)
    later = now + timedelta(days=8)
    assert actions.check_password("moi", new.first_password, now=later) is None


@pytest.mark.parametrize("weak", ["ngan", "1q2w3e4r5t6y", "specialist1"])
def test_weak_passwords_are_refused_with_a_reason(
    officer: Officer, client: Client, weak: str
) -> None:
    client.force_login(officer)
    form = {"password": PASSWORD, "new_password": weak, "idempotency_key": uuid4()}
    response = client.post("/account/password/", form)
    assert response.status_code == 422
    assert 'id="f-new_password-e"' in response.content.decode()


def test_the_second_factor_is_asked_and_counts_once(officer: Officer, client: Client) -> None:
    secret, _codes = _with_second_factor(officer)
    code = pyotp.TOTP(secret).now()
    _login(client, officer.username, PASSWORD)
    assert client.get("/account/").status_code == 302
    assert client.post("/login/code/", {"code": code, "next": "/account/"}).status_code == 302
    assert client.get("/account/").status_code == 200
    again = Client()
    _login(again, officer.username, PASSWORD)
    assert again.post("/login/code/", {"code": code}).status_code == 422


def test_a_recovery_code_counts_once(officer: Officer, client: Client) -> None:
    _secret, codes = _with_second_factor(officer)
    _login(client, officer.username, PASSWORD)
    assert client.post("/login/code/", {"code": codes[0].lower()}).status_code == 302
    again = Client()
    _login(again, officer.username, PASSWORD)
    assert again.post("/login/code/", {"code": codes[0]}).status_code == 422


def test_codes_cannot_be_guessed_without_the_password(officer: Officer, client: Client) -> None:
    secret, _codes = _with_second_factor(officer)
    response = client.post("/login/code/", {"code": pyotp.TOTP(secret).now()})
    assert response["Location"] == "/login/"


def test_the_secret_is_not_readable_in_the_database(officer: Officer) -> None:
    secret, codes = _with_second_factor(officer)
    kept = Officer.objects.filter(pk=officer.pk).values_list("totp_secret", "recovery_hashes")[0]
    assert secret not in str(kept)
    assert codes[0] not in str(kept)


def test_login_gives_a_new_session(officer: Officer, client: Client) -> None:
    client.post("/language/", {"language": "en"})
    _login(client, officer.username, WRONG)
    client.cookies["sessionid"] = "fixed-by-an-attacker"
    _login(client, officer.username, PASSWORD)
    assert client.cookies["sessionid"].value != "fixed-by-an-attacker"


def test_logging_out_ends_the_session_and_is_recorded(officer: Officer, client: Client) -> None:
    client.force_login(officer)
    kept = client.cookies["sessionid"].value
    client.post("/logout/")
    client.cookies["sessionid"] = kept
    assert client.get("/account/").status_code == 302
    assert Entry.objects.filter(kind="officer.logged_out").exists()


def test_ending_all_sessions_ends_those_elsewhere(officer: Officer) -> None:
    here, there = Client(), Client()
    here.force_login(officer)
    there.force_login(officer)
    here.post("/account/sessions/", {"idempotency_key": uuid4()})
    assert there.get("/account/").status_code == 302


def test_a_disabled_officer_is_out_at_once(officer: Officer, client: Client) -> None:
    client.force_login(officer)
    actions.disable_officer(officer.pk, "left", by=THE_SYSTEM.actor, now=clock.now())
    assert client.get("/account/").status_code == 302
    assert _login(Client(), officer.username, PASSWORD) == 422


@pytest.mark.parametrize("mark", ["seen_at", "logged_in_at"])
def test_a_session_does_not_sleep_or_live_too_long(
    officer: Officer, client: Client, mark: str
) -> None:
    client.force_login(officer)
    client.get("/account/")
    session = client.session
    session[mark] -= 31 * 60 if mark == "seen_at" else 12 * 3600
    session.save()
    assert client.get("/account/").status_code == 302


def test_pages_of_officers_are_not_stored_and_allow_no_foreign_code(
    officer: Officer, client: Client
) -> None:
    client.force_login(officer)
    response = client.get("/account/")
    assert response["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]


def test_one_acts_in_another_post_of_ones_own_only(cast: Cast, client: Client) -> None:
    officer = cast.officer(Role.SPECIALIST)
    foreign = cast.acting(Role.UNIT_LEADER).post_id
    own = cast.acting(Role.SPECIALIST).post_id
    client.force_login(officer)
    answers = [
        client.post(f"/account/posts/{post}/", {"idempotency_key": uuid4()}).status_code
        for post in (own, foreign)
    ]
    assert answers == [302, 404]


def test_the_language_is_remembered(client: Client, db: None) -> None:
    client.post("/language/", {"language": "en", "next": "/login/"})
    assert 'lang="en"' in client.get("/login/").content.decode()


@pytest.mark.django_db
def test_sessions_that_ended_are_cleared_by_night() -> None:
    keys = []
    for left in (timedelta(hours=-1), timedelta(hours=1)):
        store = SessionStore()
        store.create()
        keys.append(store.session_key)
        Session.objects.filter(pk=store.session_key).update(expire_date=clock.now() + left)

    clear_sessions()

    assert [one.session_key for one in Session.objects.all()] == keys[1:]
