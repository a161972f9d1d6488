"""Signatures (H): `python -m bench.signing` beside the bare tools, in the same run, checked inside.

CPU ms for a signature: the RSA primitive alone, the library as documented, ours (key parsed once,
space reserved), invisible and drawn; a batch of 100 by a remote service of 200 ms; CPU ms for a
verdict. A test authority is founded for the run; every kind of file is examined and must be green.
"""

import asyncio
import logging
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from statistics import median

import typst
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter

from bench import results
from motcua.casework.documents.rules.streams import end_streams_cleanly
from motcua.casework.signing.keys import FileSigner, from_file
from motcua.casework.signing.pades.checking import Evidence, examine
from motcua.casework.signing.pades.signing import sign
from motcua.casework.signing.rules.verdicts import Colour
from motcua.casework.signing.rules.wishes import Drawn, Place, Wish
from motcua.demo.pki.founding import Authority, Person, found
from motcua.demo.pki.serving import served
from motcua.kit import clock

PIN, ROUNDS, REPS, BATCH, ROUND_TRIP = "246810", 20, 5, 100, 0.2
PLACE = Place(0, (300, 100, 470, 170))


@dataclass(frozen=True)
class Remote:
    """A key a round trip away: as a service that answers after 200 ms."""

    near: FileSigner

    @property
    def certificate(self) -> bytes:
        """The same certificate."""
        return self.near.certificate

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The same chain."""
        return self.near.chain

    async def sign(self, data: bytes) -> bytes:
        """Answer late."""
        await asyncio.sleep(ROUND_TRIP)
        return await self.near.sign(data)


def main() -> None:
    """Measure, check, write the chapter down."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        people = [Person("leader", "Hoàng Đức Thọ", is_rsa=True)]
        authority = found(Path(folder), "http://127.0.0.1:8979", people, pin=PIN, now=clock.now())
        with served(authority):
            lines = _measured(authority)
    text = "\n".join(f"| {name} | {value} |" for name, value in lines)
    table = f"| CPU ms for one, median of {REPS} runs of {ROUNDS} | |\n|---|---|\n{text}"
    results.keep("Signatures", table, clock.now().date())
    print(table)


def _measured(authority: Authority) -> list[tuple[str, str]]:
    key = from_file(authority.pkcs12("leader"), PIN)
    pdf, look = _page(), _look()
    plain, drawn = (
        Wish("One", clock.now()),
        Wish("One", clock.now(), drawn=Drawn(look, PLACE, "Chữ ký")),
    )
    examined = asyncio.run(sign(pdf, drawn, key))
    evidence = _evidence(authority)
    _check(examined, evidence)
    primitive = _cpu(lambda: _primitive(key))
    ours = _cpu_of(lambda: sign(pdf, plain, key))
    seconds, batch_cpu = _batch(pdf, drawn, Remote(key), evidence)
    return [
        ("RSA-2048 primitive alone", f"{primitive:.2f}"),
        ("the library as documented, invisible B-B", f"{_cpu(lambda: _stock(authority, pdf)):.1f}"),
        ("**ours, invisible B-B** (goal ≤ 13)", f"**{ours:.1f}**"),
        ("**ours, drawn B-B** (goal ≤ 40)", f"**{_cpu_of(lambda: sign(pdf, drawn, key)):.1f}**"),
        ("verdict on one signature", f"{_cpu(lambda: examine(examined, evidence)):.1f}"),
        (f"{BATCH} drawn, remote signer of 200 ms: seconds (goal ≤ 2)", f"**{seconds:.2f}**"),
        (f"{BATCH} drawn, remote: CPU seconds", f"{batch_cpu:.2f}"),
    ]


def _cpu(act: Callable[[], object]) -> float:
    """CPU ms of one act, the median of several runs; one before does not count."""
    act()
    taken = []
    for _ in range(REPS):
        before = time.process_time()
        for _ in range(ROUNDS):
            act()
        taken.append((time.process_time() - before) / ROUNDS * 1000)
    return median(taken)


def _cpu_of(work: Callable[[], Awaitable[object]]) -> float:
    """As `_cpu`, within one loop of events, as a batch runs."""

    async def all_of_it() -> float:
        await work()
        taken = []
        for _ in range(REPS):
            before = time.process_time()
            for _ in range(ROUNDS):
                await work()
            taken.append((time.process_time() - before) / ROUNDS * 1000)
        return median(taken)

    return asyncio.run(all_of_it())


def _primitive(key: FileSigner) -> bytes:
    if not isinstance(key.key, rsa.RSAPrivateKey):
        raise TypeError(type(key.key))
    return key.key.sign(b"x" * 200, padding.PKCS1v15(), hashes.SHA256())


def _stock(authority: Authority, pdf: bytes) -> object:
    """The library's own way, its signer loaded once."""
    signer = _stock_signer(authority.pkcs12("leader"))
    meta = signers.PdfSignatureMetadata(field_name="One", subfilter=SigSeedSubFilter.PADES)
    return signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), meta, signer=signer)


@cache
def _stock_signer(path: Path) -> signers.SimpleSigner:
    return signers.SimpleSigner.load_pkcs12(str(path), passphrase=PIN.encode())


def _batch(pdf: bytes, wish: Wish, remote: Remote, evidence: Evidence) -> tuple[float, float]:
    """Wall and CPU seconds of a batch with all signatures in flight at once."""

    async def work() -> list[bytes]:
        return await asyncio.gather(*(sign(pdf, wish, remote) for _ in range(BATCH)))

    began, cpu = time.perf_counter(), time.process_time()
    made = asyncio.run(work())
    taken = time.perf_counter() - began, time.process_time() - cpu
    _check(made[0], evidence)
    _check(made[-1], evidence)
    return taken


def _check(pdf: bytes, evidence: Evidence) -> None:
    if examine(pdf, evidence).colour is not Colour.GREEN:
        raise AssertionError("what was signed is not green")


def _evidence(authority: Authority) -> Evidence:
    from urllib.request import urlopen

    lists = []
    for label in ("root", "officers", "stamps"):
        with urlopen(f"{authority.service('crls', label)}/latest.crl", timeout=5) as answer:  # noqa: S310
            lists.append(answer.read())
    return Evidence((authority.certificate("root"),), tuple(lists), clock.now())


def _page() -> bytes:
    """A page of PDF/A with a paragraph; about the size of a short result."""
    source = '#set document(title: "Giấy phép")\n= Giấy phép\n#lorem(200)'
    return _typeset(source, ["a-2a", "ua-1"])


def _look() -> bytes:
    size = "#set page(width: 60mm, height: 25mm, margin: 2mm, fill: none)\n"
    return _typeset('#set document(title: "x")\n' + size + "#text(fill: blue)[Ký bởi]", ["a-2b"])


def _typeset(source: str, standards: list[str]) -> bytes:
    made = typst.compile(source.encode(), pdf_standards=standards)
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return end_streams_cleanly(made)


if __name__ == "__main__":
    main()
