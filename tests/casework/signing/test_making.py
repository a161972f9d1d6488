"""Killed in the middle of a batch: nothing is lost, and nothing is signed twice."""

import asyncio
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from motcua.casework.signing import making
from motcua.casework.signing.copying import sign_copy
from motcua.casework.signing.making import CannotSign, Made, Order, sign_all
from motcua.casework.signing.models import Certificate, Signature
from motcua.casework.signing.pades import remote, tokens
from motcua.casework.signing.pades.checking import examine
from motcua.casework.signing.pades.running import run
from motcua.casework.signing.pades.signing import sign
from motcua.casework.signing.ports import KeyRefuses
from motcua.casework.signing.rules.verdicts import Colour
from motcua.casework.signing.rules.wishes import Purpose, Wish
from motcua.foundation.files.actions import keep
from motcua.foundation.files.queries import read
from motcua.foundation.files.rules import MediaType
from motcua.foundation.journal.rules import SYSTEM, Actor, ActorKind
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.signing.authority import OF_RSA, PIN, Bench, small_pdf
from tests.casework.signing.double import serving
from tests.casework.signing.hands import Hands

_SOFTHSM = next(Path("/usr/lib").glob("**/libsofthsm2.so"), None)


class Killed(BaseException):
    """As a signal would end the process: nothing catches it."""


def orders(count: int) -> list[Order]:
    now = clock.now()
    kept = [keep(small_pdf(f"Văn bản {n}"), MediaType.PDF, now=now) for n in range(count)]
    return [Order(one.sha256, Purpose.OPINION, lambda at: Wish("One", at)) for one in kept]


def batch(certificate: Certificate, wanted: list[Order]) -> tuple[Made, ...]:
    def nothing(order: Order, signed: str) -> None:
        """These files belong to no act."""

    return sign_all(wanted, certificate, PIN, by=SYSTEM, now=clock.now(), then=nothing)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("written", [0, 1, 3])
def test_a_batch_that_was_killed_is_finished_by_the_next_try(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    certificate, wanted = hands.leader(), orders(4)
    write, done = making._write, []

    def dies(*given: Any) -> Made:
        if len(done) == written:
            raise Killed
        done.append(write(*given))
        return done[-1]

    monkeypatch.setattr(making, "_write", dies)
    with pytest.raises(Killed):
        batch(certificate, wanted)
    monkeypatch.setattr(making, "_write", write)
    before = dict(Signature.objects.exclude(signed=None).values_list("source", "signed"))
    assert len(before) == written
    made = batch(certificate, wanted)
    assert [one.is_new for one in made].count(True) == 4 - written
    assert Signature.objects.count() == 4
    after = dict(Signature.objects.values_list("source", "signed"))
    assert before.items() <= after.items()
    for one in made:
        assert examine(read(one.sha256), hands.bench.evidence).colour is Colour.GREEN


@pytest.mark.django_db
def test_a_signature_claims_the_instant_and_the_hand_that_made_it(hands: Hands) -> None:
    certificate, wanted = hands.leader(), orders(1)
    shown: list[datetime] = []

    def wish(at: datetime) -> Wish:
        shown.append(at)
        return Wish("One", at)

    def nothing(order: Order, signed: str) -> None:
        """This file belongs to no act."""

    order = replace(wanted[0], wish=wish)
    now = clock.now()
    first = now - timedelta(days=3)
    another = Actor(ActorKind.OFFICER, "1", "Another Hand")
    with pytest.raises(CannotSign, match="wrong_pin"):
        sign_all([order], certificate, "000000", by=another, now=first, then=nothing)
    (made,) = sign_all([order], certificate, PIN, by=SYSTEM, now=now, then=nothing)
    (one,) = examine(read(made.sha256), hands.bench.evidence).signatures
    row = Signature.objects.get()
    assert one.claimed_at == row.asked_at == shown[-1] == now.replace(microsecond=0)
    assert row.by_label == SYSTEM.label


@pytest.mark.django_db
def test_two_processes_at_once_keep_one_signature(hands: Hands, monkeypatch: Any) -> None:
    certificate, wanted = hands.leader(), orders(1)
    asked = making._asked

    def overtaken(*given: Any) -> list[Signature]:
        rows = asked(*given)
        monkeypatch.setattr(making, "_asked", asked)
        batch(certificate, wanted)
        return rows

    monkeypatch.setattr(making, "_asked", overtaken)
    (late,) = batch(certificate, wanted)
    row = Signature.objects.get()
    assert (late.is_new, late.sha256) == (False, row.signed_id)


@pytest.mark.django_db
def test_a_scan_is_signed_as_a_true_copy(hands: Hands) -> None:
    officer = hands.cast.officer(Role.RECEPTION_OFFICER)
    hands.give("second", officer_id=officer.pk)
    scan = keep(small_pdf("Bản quét"), MediaType.PDF, now=clock.now())
    by = hands.cast.acting(Role.RECEPTION_OFFICER)
    signed = sign_copy(scan.sha256, PIN, by=by, now=clock.now())
    assert signed != scan.sha256
    assert read(signed).startswith(read(scan.sha256))
    assert examine(read(signed), hands.bench.evidence).colour is Colour.GREEN
    assert sign_copy(scan.sha256, PIN, by=by, now=clock.now()) == signed


@pytest.fixture
def token(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A software token that holds somebody's key."""
    if _SOFTHSM is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM is not installed: apt-get install softhsm2")
    folder = tmp_path / "tokens"
    folder.mkdir()
    conf = tmp_path / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(conf))
    made = ["--init-token", "--free", "--label", "motcua", "--pin", PIN, "--so-pin", PIN]
    subprocess.run(["softhsm2-util", *made], check=True, capture_output=True)
    key = bench.authority.folder / "keys" / f"{OF_RSA}.pem"
    put = ["--import", str(key), "--token", "motcua", "--label", OF_RSA, "--id", "01"]
    subprocess.run(["softhsm2-util", *put, "--pin", PIN], check=True, capture_output=True)
    _put_certificate(OF_RSA, bench.key(OF_RSA).certificate)
    _put_certificate("officers", bench.authority.certificate("officers"))
    return str(_SOFTHSM)


def _put_certificate(label: str, der: bytes) -> None:
    import pkcs11
    from pkcs11 import Attribute, CertificateType, ObjectClass
    from pkcs11.util.x509 import decode_x509_certificate

    library = pkcs11.lib(str(_SOFTHSM))
    library.reinitialize()
    with library.get_token(token_label="motcua").open(rw=True, user_pin=PIN) as session:
        facts = decode_x509_certificate(der)
        facts[Attribute.LABEL], facts[Attribute.TOKEN] = label, True
        facts[Attribute.CLASS] = ObjectClass.CERTIFICATE
        facts[Attribute.CERTIFICATE_TYPE] = CertificateType.X_509
        session.create_object(facts)


def test_a_key_on_a_token_signs(bench: Bench, token: str) -> None:
    with tokens.opened(token, f"motcua/{OF_RSA}", PIN) as signer:
        pdf = run(sign(small_pdf(), Wish("One", clock.now()), signer))
    assert examine(pdf, bench.evidence).colour is Colour.GREEN
    with (
        pytest.raises(KeyRefuses, match="wrong_pin"),
        tokens.opened(token, f"motcua/{OF_RSA}", "0000"),
    ):
        pass


@pytest.fixture
def service(bench: Bench, tmp_path: Path) -> Iterator[str]:
    """A remote service whose gate is open; `tmp_path` tells what it was asked."""
    (tmp_path / "open").touch()
    with serving(bench, tmp_path) as address:
        yield address


def signed_at(service: str, pin: str, count: int) -> list[bytes]:
    """Let a remote service sign so many papers as one batch."""
    pages = [small_pdf(f"Văn bản {n}") for n in range(count)]

    async def work() -> list[bytes]:
        async with remote.opened(service, f"motcua-test/{OF_RSA}", pin, len(pages)) as signer:
            wish = Wish("One", clock.now())
            return await asyncio.gather(*(sign(page, wish, signer) for page in pages))

    return run(work())


@pytest.mark.parametrize(("count", "requests"), [(5, ["5"]), (12, ["10", "2"])])
def test_a_remote_service_signs_a_batch_in_as_few_requests_as_it_allows(
    bench: Bench, service: str, tmp_path: Path, count: int, requests: list[str]
) -> None:
    for pdf in signed_at(service, PIN, count):
        assert examine(pdf, bench.evidence).colour is Colour.GREEN
    assert sorted((tmp_path / "asked").read_text().split()) == requests  # ten is its own limit


def test_a_wrong_pin_is_tried_once_however_many_requests_a_batch_takes(
    service: str, tmp_path: Path
) -> None:
    with pytest.raises(KeyRefuses, match="refused"):
        signed_at(service, "0000", 30)
    assert len((tmp_path / "refused").read_text().splitlines()) == 1
    assert not (tmp_path / "asked").exists()


def test_a_service_that_is_not_there_is_named() -> None:
    async def work() -> None:
        async with remote.opened("http://127.0.0.1:1", "x", PIN, 1):
            pass

    with pytest.raises(KeyRefuses, match="unreachable"):
        run(work())
