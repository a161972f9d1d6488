"""Which revocation list is believed: signed by the authority it names, and not older than ours."""

from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509 import (
    CertificateRevocationList,
    CRLNumber,
    ExtensionNotFound,
    load_der_x509_certificate,
)


def is_signed_by(one: CertificateRevocationList, authorities: Iterable[bytes]) -> bool:
    """Tell whether one of these authorities (DER), named as its issuer, has signed the list."""
    named = (load_der_x509_certificate(der) for der in authorities)
    return any(
        _fits(one, authority.public_key()) for authority in named if authority.subject == one.issuer
    )


def _fits(one: CertificateRevocationList, key: object) -> bool:
    try:
        return one.is_signature_valid(key)  # type: ignore[arg-type]  # other kinds: TypeError
    except (TypeError, ValueError, InvalidSignature, UnsupportedAlgorithm):
        return False


def is_older(one: CertificateRevocationList, held: CertificateRevocationList) -> bool:
    """Tell whether a list of the same authority was issued before the one that is held."""
    if one.issuer != held.issuer:
        return False
    number, number_held = _number(one), _number(held)
    if number is not None and number_held is not None and number < number_held:
        return True
    return one.last_update_utc < held.last_update_utc


def _number(one: CertificateRevocationList) -> int | None:
    try:
        return one.extensions.get_extension_for_class(CRLNumber).value.crl_number
    except (ExtensionNotFound, ValueError):
        return None
