"""A test authority on loopback, its people, and small files to sign. All of it made once a run.

Its keys lie on P-256, for a signature with RSA, and still more the opening of such a key, costs
many times as much; the second leader's is of RSA, as those of today's agencies are.
"""

import socket
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
import typst
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from motcua.casework.documents.rules.streams import end_streams_cleanly
from motcua.casework.signing.keys import FileSigner, from_file
from motcua.casework.signing.pades.checking import Evidence
from motcua.demo.pki.founding import HOUSE, Authority, Person, found
from motcua.demo.pki.serving import served
from motcua.kit import clock

PIN = "246810"
PEOPLE = (
    Person("leader", "Hoàng Đức Thọ", "Sở Xây dựng"),
    Person("second", "Nguyễn Văn Kiên", "Sở Xây dựng"),
    Person("seal", "Sở Xây dựng", "Sở Xây dựng"),
    Person("expired", "Lê Văn Hết Hạn", fate="expired"),
    Person("revoked", "Lê Văn Thu Hồi", fate="revoked"),
    Person("wrong", "Lê Văn Sai Mục Đích", fate="wrong_purpose"),
)
OF_RSA = "second"
LISTS = ("root", "officers", "stamps")


@dataclass(frozen=True)
class Bench:
    """The authority while it is served, what a verifier knows of it, who issues below the root."""

    authority: Authority
    known: Evidence
    issuers: tuple[bytes, ...]

    @property
    def evidence(self) -> Evidence:
        """What a verifier knows at this moment."""
        return replace(self.known, at=clock.now())

    @property
    def tsa(self) -> str:
        """The address of the time-stamp authority."""
        return self.authority.service("tsa", "tsa")

    @property
    def root(self) -> bytes:
        """The certificate everything hangs on, as DER."""
        return self.known.roots[0]

    def key(self, label: str) -> FileSigner:
        """Open somebody's key."""
        return _opened(self.authority.pkcs12(label))


@cache
def _opened(path: Path) -> FileSigner:
    return from_file(path, PIN)


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """The authority, served until the run ends."""
    pytest.importorskip("certomancer", reason="certomancer is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    now = clock.now()
    folder = tmp_path_factory.mktemp("authority")
    _put_keys(folder / "keys")
    made = found(folder, f"http://127.0.0.1:{port}", PEOPLE, pin=PIN, now=now)
    with served(made):
        crls = tuple(_fetched(made.service("crls", label) + "/latest.crl") for label in LISTS)
        known = Evidence((made.certificate("root"),), crls, now, trust_version=1)
        yield Bench(made, known, tuple(made.certificate(one) for one in LISTS if one != "root"))


def _put_keys(folder: Path) -> None:
    """Make the keys that the founding shall find there."""
    folder.mkdir()
    for label in {*HOUSE, *(one.label for one in PEOPLE)} - {OF_RSA}:
        key = generate_private_key(SECP256R1())
        written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{label}.pem").write_bytes(written)


def _fetched(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=5) as answer:
        return bytes(answer.read())


@cache
def small_pdf(words: str = "Giấy phép xây dựng") -> bytes:
    """A page in PDF/A-2a and PDF/UA-1."""
    source = f'#set document(title: "{words}")\n#set text(lang: "vi")\n= {words}\nNội dung.'
    return _typeset(source, ["a-2a", "ua-1"])


@cache
def look_pdf() -> bytes:
    """A little picture for the look of a signature."""
    size = "#set page(width: 60mm, height: 25mm, margin: 2mm, fill: none)\n"
    return _typeset('#set document(title: "x")\n' + size + "#text(fill: blue)[Ký bởi]", ["a-2b"])


def _typeset(source: str, standards: list[str]) -> bytes:
    made = typst.compile(source.encode(), pdf_standards=standards)
    assert isinstance(made, bytes)
    return end_streams_cleanly(made)
