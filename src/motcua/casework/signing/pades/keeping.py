"""Make a signed file keep: revocations and certificates put in (B-LT), time-stamped (B-LTA).

The same step, done again before a time-stamp's certificate ends, renews the evidence.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO

import aiohttp
from asn1crypto import x509
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore, collect_validation_info
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend
from pyhanko_certvalidator.path import ValidationPath

from motcua.casework.signing.pades.running import run
from motcua.casework.signing.pades.signing import DIGEST
from motcua.casework.signing.pades.tagging import NOWHERE
from motcua.casework.signing.pades.writing import opened

TIMEOUT_SECONDS = 10


class CannotKeep(Exception):
    """The evidence was not to be had: `reason` is unreachable, untrusted or unreadable."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Outside:
    """Who is asked while signing: the time-stamp authority, and the networks of certificates."""

    stamper: TimeStamper | None
    fetchers: AIOHttpFetcherBackend


@asynccontextmanager
async def outside(stamp_url: str) -> AsyncIterator[Outside]:
    """Open the way out for the length of a block; without an address nothing is stamped."""
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        fetchers = AIOHttpFetcherBackend(session=session)
        stamper = HTTPTimeStamper(stamp_url, session=session) if stamp_url else None
        yield Outside(stamper, fetchers)


async def keep(pdf: bytes, way: Outside, roots: Sequence[bytes]) -> bytes:
    """Return `pdf` with the evidence of all its signatures: B-LTA with a stamper, else B-LT.

    `roots` are the trusted roots as DER. Everything goes into one update, so the new time-stamp
    covers all of it. Raises `CannotKeep`.
    """
    try:
        return await _kept(pdf, way, roots)
    except (PathError, ValidationError) as problem:
        raise CannotKeep("untrusted") from problem
    except (OSError, aiohttp.ClientError, TimeoutError) as problem:
        raise CannotKeep("unreachable") from problem
    except SigningError as problem:
        raise CannotKeep("unreadable") from problem


async def _kept(pdf: bytes, way: Outside, roots: Sequence[bytes]) -> bytes:
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in roots],
        allow_fetching=True,
        fetcher_backend=way.fetchers,
        revocation_mode="require",
    )
    writer = opened(pdf)
    paths = [path async for path in _paths(writer.prev, context)]
    if way.stamper:
        paths += [path async for path in way.stamper.validation_paths(context)]
    DocumentSecurityStore.supply_dss_in_writer(
        writer, None, paths=paths, validation_context=context
    )
    pack_bare_returns(writer)
    if way.stamper is None:
        out = BytesIO()
        writer.write(out)
        return out.getvalue()
    name = f"Timestamp{1 + len(writer.prev.embedded_timestamp_signatures)}"
    maker = PdfTimeStamper(way.stamper, field_name=name, invis_settings=NOWHERE)
    made = await maker.async_timestamp_pdf(writer, DIGEST)
    return bytes(made.getvalue())


def pack_bare_returns(writer: IncrementalPdfFileWriter) -> None:
    """Compress new streams that end in CR: with the line's end they would seem one byte shorter.

    Basis: ISO 19005-2, 6.1.7.1 (the length of a stream; mem-hi).
    """
    for each in writer.objects.values():
        if isinstance(each, StreamObject) and each.data.endswith(b"\r"):
            each.compress()


async def _paths(
    reader: PdfFileReader, context: ValidationContext
) -> AsyncIterator[ValidationPath]:
    """The certificate paths of all signatures and time-stamps that the file bears."""
    for signature in reader.embedded_regular_signatures:
        for path in await collect_validation_info(signature, context):
            yield path
    for stamp in reader.embedded_timestamp_signatures:
        for path in await collect_validation_info(stamp, context, skip_timestamp=True):
            yield path


def stamped_now(pdf: bytes, stamp_url: str, roots: Sequence[bytes]) -> bytes:
    """As `keep`, for callers without a loop of events."""

    async def work() -> bytes:
        async with outside(stamp_url) as way:
            return await keep(pdf, way, roots)

    return run(work())
