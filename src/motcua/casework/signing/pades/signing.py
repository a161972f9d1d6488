"""Make PAdES signatures: B-B and B-T, PDF/A kept, space reserved, by a key that is open already."""

from functools import lru_cache
from typing import IO

from asn1crypto import x509
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_cms import Signer as LibrarySigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.casework.signing.pades.drawing import fill, leave, place, style_of
from motcua.casework.signing.pades.writing import opened
from motcua.casework.signing.ports import Signer
from motcua.casework.signing.rules.wishes import Wish

DIGEST = "sha256"
_ROOM_FOR_CMS = 16_384
"""Hexadecimal digits: certificates of three tiers, RSA-4096 and a time-stamp find room in it."""
_RAW_SIGNATURE = 512


class _Hand(LibrarySigner):
    """Our port as the library knows signers."""

    def __init__(self, signer: Signer) -> None:
        certificate, store = _parsed(signer.certificate, signer.chain)
        super().__init__(signing_cert=certificate, cert_registry=store, embed_roots=False)
        self._signer = signer

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        """Sign, or say how much room a signature takes."""
        return bytes(_RAW_SIGNATURE) if dry_run else await self._signer.sign(data)


@lru_cache(maxsize=32)
def _parsed(
    certificate: bytes, chain: tuple[bytes, ...]
) -> tuple[x509.Certificate, SimpleCertificateStore]:
    """Parse a certificate and its issuers once for a whole batch."""
    store = SimpleCertificateStore()
    store.register_multiple(x509.Certificate.load(one) for one in chain)
    return x509.Certificate.load(certificate), store


async def sign(pdf: bytes, wish: Wish, signer: Signer, stamper: TimeStamper | None = None) -> bytes:
    """Return `pdf` with one more signature: B-B, or B-T when a time-stamp authority is given.

    Raises what the key raises (`KeyRefuses`) and the library's SigningError for a file that does
    not take a signature.
    """
    writer = opened(pdf)
    for blank in wish.leaves:
        leave(writer, blank)
    for filling in wish.fills:
        fill(writer, filling)
    place(writer, wish.field, wish.drawn)
    meta = PdfSignatureMetadata(
        field_name=wish.field,
        md_algorithm=DIGEST,
        reason=wish.reason or None,
        subfilter=SigSeedSubFilter.PADES,
        certify=bool(wish.leaves),
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    maker = PdfSigner(
        meta,
        _Hand(signer),
        timestamper=stamper,
        stamp_style=style_of(wish.drawn) if wish.drawn else None,
    )
    session = maker.init_signing_session(writer)
    session.system_time = wish.at
    ready = session.prepare_tbs_document(None, _ROOM_FOR_CMS)
    digest, out = ready.digest_tbs_document()
    attributes = PdfCMSSignedAttributes(signing_time=wish.at)
    await ready.perform_signature(digest.document_digest, attributes)
    return _bytes_of(out)


def _bytes_of(out: IO[bytes]) -> bytes:
    out.seek(0)
    return out.read()
