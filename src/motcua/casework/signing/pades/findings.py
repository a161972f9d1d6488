"""The library's words as ours: what it says of a signature, read as six findings."""

from datetime import datetime

from asn1crypto import x509
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESPassed, AdESSubIndic
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel, SignatureStatus

from motcua.casework.signing.rules.verdicts import (
    CertificateThen,
    Changes,
    Coverage,
    Cryptography,
    Revocation,
    Trust,
)

_CHANGES = {
    ModificationLevel.NONE: Changes.NONE,
    ModificationLevel.LTA_UPDATES: Changes.EVIDENCE,
    ModificationLevel.FORM_FILLING: Changes.FORM_FILLED,
    ModificationLevel.ANNOTATIONS: Changes.OTHER,
    ModificationLevel.OTHER: Changes.OTHER,
}
_COVERAGE = {
    SignatureCoverageLevel.ENTIRE_FILE: Coverage.WHOLE_FILE,
    SignatureCoverageLevel.ENTIRE_REVISION: Coverage.ITS_REVISION,
}


def coverage_of(one: EmbeddedPdfSignature) -> Coverage:
    """How much of the file it covers."""
    if one.coverage is None:
        return Coverage.UNCLEAR
    return _COVERAGE.get(one.coverage, Coverage.UNCLEAR)


def changes_of(one: EmbeddedPdfSignature) -> Changes:
    """What came into the file after it."""
    if one.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Changes.NONE
    if one.diff_result is None:
        return Changes.UNKNOWN
    return _CHANGES[getattr(one.diff_result, "modification_level", ModificationLevel.OTHER)]


def cryptography_of(status: SignatureStatus | None, said: AdESSubIndic) -> Cryptography:
    """Whether the signature fits the bytes it covers."""
    if said in (
        AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE,
        AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
    ):
        return Cryptography.WEAK
    if said is AdESFailure.FORMAT_FAILURE or status is None:
        return Cryptography.UNREADABLE
    return Cryptography.INTACT if status.intact and status.valid else Cryptography.BROKEN


_OUT_OF_TIME = {
    AdESFailure.NOT_YET_VALID,
    AdESIndeterminate.EXPIRED,
    AdESIndeterminate.NOT_YET_VALID,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
}
_REVOKED = {
    AdESFailure.REVOKED,
    AdESIndeterminate.REVOKED_NO_POE,
    AdESIndeterminate.REVOKED_CA_NO_POE,
}
_UNASKED = {AdESIndeterminate.TRY_LATER, AdESIndeterminate.REVOCATION_OUT_OF_BOUNDS_NO_POE}
_UNLISTED = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND,
    AdESIndeterminate.NO_SIGNING_CERTIFICATE_FOUND,
}


def certificate_of(
    said: AdESSubIndic, certificate: x509.Certificate, at: datetime
) -> CertificateThen:
    """What the certificate was at the best proven time of signing.

    Looked at here as well: the library passes a signature made after its certificate had ended,
    when it bears a time-stamp.
    """
    if (
        said in _OUT_OF_TIME
        or not certificate.not_valid_before <= at <= certificate.not_valid_after
    ):
        return CertificateThen.OUT_OF_TIME
    if said is AdESPassed.OK or said in _REVOKED | _UNASKED:
        return CertificateThen.VALID
    is_purpose = said is AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE
    return CertificateThen.WRONG_PURPOSE if is_purpose else CertificateThen.UNKNOWN


def revocation_of(said: AdESSubIndic) -> Revocation:
    """What is known of its revocation."""
    if said is AdESPassed.OK or said is AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED:
        return Revocation.GOOD
    return Revocation.REVOKED if said in _REVOKED else Revocation.UNKNOWN


def trust_of(said: AdESSubIndic) -> Trust:
    """Whether a trusted root stands behind it."""
    if said in _UNLISTED:
        return Trust.UNLISTED
    known = said is AdESPassed.OK or said in _REVOKED | _UNASKED | _OUT_OF_TIME
    return Trust.LISTED if known else Trust.UNKNOWN
