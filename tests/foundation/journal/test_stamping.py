"""Time-stamps of the seals: asked of a real authority on loopback, checked by `verify`."""
# ruff: noqa: S608 - a tamperer writes his statements as he likes

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from motcua.foundation.journal import tsa
from motcua.foundation.journal.actions import record, seal, stamping
from motcua.foundation.journal.events import HeldEntryRetried
from motcua.foundation.journal.models import Seal, Stamp
from motcua.foundation.journal.queries import head_of
from motcua.foundation.journal.rules import SYSTEM
from motcua.foundation.journal.rules.seal import Problem, ProblemKind
from motcua.foundation.journal.rules.stamp import BadStamp, token_in, verified
from motcua.foundation.journal.verify import verify
from tests.foundation.journal.test_sealing import _let_everything_be_finished, _tamper

AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("openssl"), reason="the test's authority needs openssl"),
]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Its address and its root certificate."""
    folder = tmp_path_factory.mktemp("authority")
    command = [sys.executable, "-m", "tests.foundation.journal.authority", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        port = program.stdout.readline().strip()
        yield f"http://127.0.0.1:{port}/", folder / "ca.pem"
        program.terminate()


@pytest.fixture(autouse=True)
def _house(
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    authority: tuple[str, Path],
) -> None:
    settings.MOTCUA_SEAL_KEY_FILE = tmp_path / "seal.key"
    settings.MOTCUA_SEAL_WITNESS_FILE = tmp_path / "seals.log"
    settings.MOTCUA_TIMESTAMP_URL, settings.MOTCUA_TIMESTAMP_CA_FILE = authority
    _let_everything_be_finished(monkeypatch)


def _seal_one() -> None:
    record(HeldEntryRetried(1, "nobody"), by=SYSTEM, at=AT)
    seal(AT + timedelta(minutes=Seal.objects.count()))


def _stamp() -> bool:
    return stamping.stamp_newest(tsa.configured())


def _wrong(number: int, why: str) -> Problem:
    return Problem(ProblemKind.STAMP_WRONG, number, why=why)


def test_the_newest_seal_is_stamped_once_and_its_stamp_holds() -> None:
    _seal_one()
    _seal_one()
    assert _stamp()
    assert not _stamp()
    assert [stamp.number for stamp in Stamp.objects.all()] == [2]
    assert verify().ok
    assert verify().stamped == 1


def test_without_an_authority_nothing_is_asked(settings: Any) -> None:
    settings.MOTCUA_TIMESTAMP_URL = ""
    _seal_one()
    assert not _stamp()
    assert verify().stamped == 0


def test_an_authority_that_is_down_delays_only_the_stamp(settings: Any) -> None:
    address = settings.MOTCUA_TIMESTAMP_URL
    settings.MOTCUA_TIMESTAMP_URL = "http://127.0.0.1:9/"
    _seal_one()
    assert not _stamp()
    _seal_one()
    assert verify().ok
    settings.MOTCUA_TIMESTAMP_URL = address
    assert _stamp()
    assert (verify().ok, verify().batches, verify().stamped) == (True, 2, 1)


@pytest.mark.parametrize(
    ("path", "why"),
    [("other", "it stamps something else"), ("page", "the answer is no time-stamp response")],
)
def test_an_answer_to_something_else_is_not_kept(
    settings: Any, caplog: pytest.LogCaptureFixture, path: str, why: str
) -> None:
    settings.MOTCUA_TIMESTAMP_URL += path
    _seal_one()
    assert not _stamp()
    assert f"seal 1 has no time-stamp yet: {why}" in caplog.text
    assert not Stamp.objects.exists()


def test_a_replayed_answer_is_not_kept(caplog: pytest.LogCaptureFixture) -> None:
    _seal_one()
    digest = head_of(Seal.objects.get()).digest()
    asked_before = tsa.OverHttp(str(tsa.settings.MOTCUA_TIMESTAMP_URL)).answer(
        stamping.request(digest, 7)
    )

    class Replaying:
        def answer(self, request: bytes) -> bytes:
            assert not connection.in_atomic_block
            return asked_before

    assert not stamping.stamp_newest(Replaying())
    assert "it answers another request" in caplog.text


def test_a_tampered_token_is_named_with_its_seal() -> None:
    _seal_one()
    _stamp()
    last = len(bytes(Stamp.objects.get().token)) - 1
    _tamper(
        f"UPDATE journal_stamp SET token = set_byte(token, {last}, get_byte(token, {last}) # 1)"
    )
    assert verify().problems == (_wrong(1, "its signature is wrong"),)
    assert verify().stamped == 0


def test_the_stamp_of_another_seal_is_named() -> None:
    _seal_one()
    _stamp()
    _seal_one()
    _tamper("UPDATE journal_stamp SET number = 2")
    assert verify().problems == (_wrong(2, "it stamps something else"),)


def test_a_stamp_outlives_its_seal_and_tells() -> None:
    _seal_one()
    _seal_one()
    _stamp()
    _tamper("DELETE FROM journal_seal WHERE number = 2")
    assert _wrong(2, "its seal is gone") in verify().problems


def test_no_single_byte_of_a_token_changes_what_it_says(authority: tuple[str, Path]) -> None:
    digest = bytes(32)
    answer = tsa.OverHttp(authority[0]).answer(stamping.request(digest, 7))
    token, roots = token_in(answer), x509.load_pem_x509_certificates(authority[1].read_bytes())
    whole = verified(token, digest, roots)
    assert (whole.digest, whole.nonce) == (digest, 7)
    refused = 0
    for at in range(len(token)):
        touched = token[:at] + bytes([token[at] ^ 4]) + token[at + 1 :]
        try:
            assert verified(touched, digest, roots) == whole
        except BadStamp:
            refused += 1
    # The rest names algorithms and versions a second time, outside of what is signed.
    assert refused > 0.95 * len(token)


def test_an_authority_of_another_root_is_not_trusted(
    settings: Any, tmp_path: Path, authority: tuple[str, Path]
) -> None:
    _seal_one()
    _stamp()
    settings.MOTCUA_TIMESTAMP_CA_FILE = tmp_path / "other.pem"
    with pytest.raises(ImproperlyConfigured, match="MOTCUA_TIMESTAMP_CA_FILE"):
        verify()
    key = authority[1].with_name("tsa.key")
    make = f"req -x509 -key {key} -subj /CN=Root -days 30 -out {tmp_path / 'other.pem'}"
    subprocess.run(["openssl", *make.split()], check=True, capture_output=True)
    assert verify().problems == (_wrong(1, "its signer is not trusted"),)
    settings.MOTCUA_TIMESTAMP_CA_FILE = None
    assert verify().ok


def test_a_stamp_is_never_changed() -> None:
    _seal_one()
    _stamp()
    for change in ("UPDATE journal_stamp SET number = 9", "DELETE FROM journal_stamp"):
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute(change)
