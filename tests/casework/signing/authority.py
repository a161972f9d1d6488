"""A test authority on loopback, its people, and small files to sign. All of it made once a run."""

import socket
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
import typst

from motcua.casework.documents.rules.streams import end_streams_cleanly
from motcua.casework.signing.keys import FileSigner, from_file
from motcua.casework.signing.pades.checking import Evidence
from motcua.demo.pki.founding import Authority, Person, found
from motcua.demo.pki.serving import served
from motcua.kit import clock

PIN = "246810"
OF_RSA = "second"
PEOPLE = (
    Person("leader", "Hoàng Đức Thọ", "Sở Xây dựng"),
    Person(OF_RSA, "Nguyễn Văn Kiên", "Sở Xây dựng", is_rsa=True),
    Person("seal", "Sở Xây dựng", "Sở Xây dựng"),
    Person("expired", "Lê Văn Hết Hạn", fate="expired"),
    Person("revoked", "Lê Văn Thu Hồi", fate="revoked"),
    Person("wrong", "Lê Văn Sai Mục Đích", fate="wrong_purpose"),
)
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
    made = found(folder, f"http://127.0.0.1:{port}", PEOPLE, pin=PIN, now=now)
    with served(made):
        crls = tuple(_fetched(made.service("crls", label) + "/latest.crl") for label in LISTS)
        known = Evidence((made.certificate("root"),), crls, now, trust_version=1)
        yield Bench(made, known, tuple(made.certificate(one) for one in LISTS if one != "root"))


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
