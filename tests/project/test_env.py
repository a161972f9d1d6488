"""The readers of `MOTCUA_*`: nonsense is refused by name, a secret never shows."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from motcua.project import env

NAME = "MOTCUA_TRIED"


def test_absent_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert env.whole(NAME, 4, "Threads.", within=(1, 64)) == 4
    assert env.DECLARED[NAME].is_set is False


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("ten", lambda: env.whole(NAME, 4, "", within=(1, 64))),
        ("65", lambda: env.whole(NAME, 4, "", within=(1, 64))),
        ("4 ", lambda: env.whole(NAME, 4, "", within=(1, 64))),
        ("٣", lambda: env.whole(NAME, 4, "", within=(1, 64))),
        ("maybe", lambda: env.flag(NAME, False, "")),
        ("prodigy", lambda: env.choice(NAME, "trial", "", among=("trial", "production"))),
        ("31", lambda: env.duration(NAME, timedelta(), "")),
        ("mysql://x/y", lambda: env.url(NAME, "", "", schemes=("postgresql",))),
        ("postgresql://x:port/y", lambda: env.url(NAME, "", "", schemes=("postgresql",))),
        ("  ", lambda: env.path(NAME, Path(), "")),
        (" , ", lambda: env.names(NAME, (), "")),
        (f"{'s' * 40},short", lambda: env.names(NAME, (), "", secret=True, least=32)),
        ("short", lambda: env.text(NAME, "", "", secret=True, least=32)),
    ],
)
def test_nonsense_is_refused_by_name_without_its_value(
    monkeypatch: pytest.MonkeyPatch, raw: str, read: "object"
) -> None:
    monkeypatch.setenv(NAME, raw)
    assert callable(read)
    with pytest.raises(env.BadSetting, match=f"^{NAME} is not usable") as refused:
        read()
    assert "Correct" in str(refused.value)
    assert not raw.strip(" ,") or raw not in str(refused.value)


@given(st.text(min_size=12, alphabet=st.characters(categories=["L", "N", "P", "S"])))
def test_the_shape_of_a_value_does_not_hold_it(secret: str) -> None:
    assert secret not in env.shape_of(secret)
    assert str(len(secret)) in env.shape_of(secret)


def test_a_value_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("s" * 40 + "\n")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "key"))
    assert env.text(NAME, "", "", secret=True, least=32) == "s" * 40
    assert env.DECLARED[NAME].shown == "(set)"


def test_a_missing_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match=f"{NAME}_FILE names a file"):
        env.text(NAME, "", "")


def test_value_and_file_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "a")
    monkeypatch.setenv(f"{NAME}_FILE", "b")
    with pytest.raises(ImproperlyConfigured, match="both set"):
        env.text(NAME, "", "")


def test_a_misspelt_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_DATABSE_URL", "x")
    assert "MOTCUA_DATABSE_URL" in env.strangers()


def test_the_password_of_the_database_is_never_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from motcua.project.command import main
    from motcua.project.settings.database import database

    monkeypatch.setenv("MOTCUA_DATABASE_URL", "postgresql://m:canary-4711@db/motcua")
    assert database(2)["PASSWORD"] == "canary-4711"
    with pytest.raises(SystemExit) as end:
        main(["config", "show"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    assert "MOTCUA_DATABASE_URL = (set)" in shown
    assert "canary" not in shown


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("postgresql://m@db.internal:5433/motcua", "db.internal", "5433"),
        ("postgresql://m@/motcua?host=%2Frun%2Fpg&port=5434", "/run/pg", "5434"),
    ],
)
def test_an_address_names_a_host_or_a_socket(address: str, host: str, port: str) -> None:
    from urllib.parse import urlsplit

    from motcua.project.settings.database import from_address

    found = from_address(urlsplit(address))
    assert (found["HOST"], found["PORT"], found["NAME"]) == (host, port, "motcua")
