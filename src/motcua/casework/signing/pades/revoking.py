"""Our own lists have the last word on revocation, whatever evidence a file brings along.

The library takes the first evidence that fits: a signer who was revoked could add yesterday's
answer of the authority to the file, still in time, and no list of today was looked at.
"""

from datetime import datetime

from asn1crypto import x509
from cryptography.x509 import CertificateRevocationList, load_der_x509_certificate
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureStatus


def is_revoked(
    one: EmbeddedPdfSignature,
    status: SignatureStatus | None,
    lists: tuple[CertificateRevocationList, ...],
    by: datetime,
) -> bool:
    """Tell whether the signer or an authority above was revoked at `by` or before it."""
    path = getattr(status, "validation_path", None)
    above = path.iter_certs(include_root=False) if path else ()
    certificates = {cert.sha256: cert for cert in (one.signer_cert, *above)}
    return any(_is_on(lists, certificate, by) for certificate in certificates.values())


def _is_on(
    lists: tuple[CertificateRevocationList, ...], certificate: x509.Certificate, by: datetime
) -> bool:
    issuer = load_der_x509_certificate(certificate.dump()).issuer
    told = (
        one.get_revoked_certificate_by_serial_number(certificate.serial_number)
        for one in lists
        if one.issuer == issuer
    )
    return any(row is not None and row.revocation_date_utc <= by for row in told)
