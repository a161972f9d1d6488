"""Examine the signatures of a PDF: six findings each. It asks nobody: all evidence is given.

Written for bytes that mean harm: whatever goes wrong while reading them is an answer, and the
caller runs this in a process of its own with limits (`foundation.isolation`).
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from asn1crypto import crl, x509
from cryptography.x509 import CertificateRevocationList, load_der_x509_crl
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.ades import (
    AdESBasicValidationResult,
    _dss_to_local_knowledge,
    ades_basic_validation,
    ades_lta_validation,
    ades_with_time_validation,
)
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel, SignatureStatus
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer

from motcua.casework.signing.pades import findings
from motcua.casework.signing.pades.revoking import is_revoked
from motcua.casework.signing.pades.running import run
from motcua.casework.signing.rules.verdicts import (
    Colour,
    Revocation,
    Signed,
    Verdict,
    Whole,
)
from motcua.casework.signing.rules.wishes import Level
from motcua.kit.text import seen

logger = logging.getLogger(__name__)
MOST_SIGNATURES = 40
_PURPOSES = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"},
    match_all_key_usages=False,
    extd_key_usage={
        "email_protection",
        "any_extended_key_usage",
        "1.3.6.1.5.5.7.3.36",
        "1.3.6.1.4.1.311.10.3.12",
        "1.2.840.113583.1.1.5",
    },
    explicit_extd_key_usage_required=False,
)


@dataclass(frozen=True)
class Evidence:
    """What is known without the file: trusted roots and fresh revocation lists (DER), and when.

    The lists are believed: whoever gathers them has checked who signed each.
    """

    roots: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    at: datetime
    trust_version: int = 0


@dataclass(frozen=True)
class _Judge:
    """What each signature of one file is judged by."""

    policy: PdfSignatureValidationSpec
    lists: tuple[CertificateRevocationList, ...]
    at: datetime


def examine(pdf: bytes, evidence: Evidence) -> Verdict:
    """Return the verdict on a file; never raises, whatever the file is."""
    try:
        verdict = run(_examined(pdf, evidence))
    except Exception as problem:  # noqa: BLE001 - hostile bytes may make a parser raise anything
        logger.info("a file that could not be examined: %s", type(problem).__name__)
        verdict = Verdict(Whole.UNREADABLE)
    return replace(verdict, trust_version=evidence.trust_version)


async def _examined(pdf: bytes, evidence: Evidence) -> Verdict:
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    everything = reader.embedded_signatures
    if not everything:
        is_loose = b"/ByteRange" in pdf
        return Verdict(Whole.LOOSE_SIGNATURE if is_loose else Whole.NO_SIGNATURE)
    if len(everything) > MOST_SIGNATURES:
        return Verdict(Whole.TOO_COSTLY)
    lists = tuple(load_der_x509_crl(one) for one in evidence.crls)
    judge = _Judge(_policy(evidence), lists, evidence.at)
    regular = reader.embedded_regular_signatures
    found = [await _signed(one, judge) for one in regular]
    signatures = _closed(tuple(one.signed_revision for one in regular), tuple(found))
    return Verdict(_whole(pdf, reader, signatures), signatures, _renewal(reader))


def _closed(revisions: tuple[int, ...], found: tuple[Signed, ...]) -> tuple[Signed, ...]:
    """Tell each signature whether a later one, itself without fault, answers for what came after.

    A time-stamp answers for nothing: anybody may ask for one.
    """
    sound = [at for at, one in zip(revisions, found, strict=True) if one.colour is Colour.GREEN]
    return tuple(
        replace(one, is_closed_later=any(later > at for later in sound))
        for at, one in zip(revisions, found, strict=True)
    )


def _whole(pdf: bytes, reader: PdfFileReader, signatures: tuple[Signed, ...]) -> Whole:
    """Look at what no single signature shows: stray ones, and what follows the last time-stamp."""
    everything, stamps = reader.embedded_signatures, reader.embedded_timestamp_signatures
    if not signatures or pdf.count(b"/ByteRange") != len(everything):
        return Whole.LOOSE_SIGNATURE
    if _has_loose_end(pdf, reader):
        return Whole.OPEN_END
    for stamp in stamps:
        stamp.compute_integrity_info()
        level = stamp.diff_result.modification_level if stamp.diff_result else None
        is_last = stamp is everything[-1]
        harmless = stamp.coverage is SignatureCoverageLevel.ENTIRE_FILE or level in (
            ModificationLevel.NONE,
            ModificationLevel.LTA_UPDATES,
        )
        if is_last and not harmless:
            return Whole.OPEN_END
    return Whole.SIGNED


def _has_loose_end(pdf: bytes, reader: PdfFileReader) -> bool:
    """Tell whether bytes follow the last signature that belong to no revision of the file."""
    last = max(reader.embedded_signatures, key=lambda one: one.signed_revision)
    *_, begin, length = (int(part) for part in last.byte_range)
    is_newest = last.signed_revision == reader.total_revisions - 1
    return is_newest and bool(pdf[begin + length :].strip())


def _renewal(reader: PdfFileReader) -> datetime | None:
    """When the certificate of the newest time-stamp ends; None without a time-stamp."""
    stamps = reader.embedded_timestamp_signatures
    return stamps[-1].signer_cert.not_valid_after if stamps else None


def _policy(evidence: Evidence) -> PdfSignatureValidationSpec:
    roots = [x509.Certificate.load(one) for one in evidence.roots]
    known = LocalKnowledge(
        known_crls=[CRLContainer(crl.CertificateList.load(one)) for one in evidence.crls]
    )
    certificates = CertValidationPolicySpec(
        SimpleTrustManager.build(trust_roots=roots), CertRevTrustPolicy(REQUIRE_REVINFO)
    )
    here = RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY)
    return PdfSignatureValidationSpec(
        SignatureValidationSpec(
            certificates, here, local_knowledge=known, key_usage_settings=_PURPOSES
        )
    )


async def _signed(one: EmbeddedPdfSignature, judge: _Judge) -> Signed:
    at = judge.at
    result = await _judged(one, judge.policy, at)
    one.compute_integrity_info()
    proven = _proven(result, at)
    revoked = is_revoked(one, result.api_status, judge.lists, proven or at)
    name, above = one.signer_cert.subject.native, one.signer_cert.issuer.native
    return Signed(
        field=seen(str(one.field_name)),
        signer=_part(name, "common_name"),
        organisation=_part(name, "organization_name"),
        issuer=_part(above, "common_name"),
        serial=format(one.signer_cert.serial_number, "x"),
        level=_level(one),
        claimed_at=one.self_reported_timestamp,
        proven_at=proven,
        cryptography=findings.cryptography_of(result.api_status, result.ades_subindic),
        certificate=findings.certificate_of(result.ades_subindic, one.signer_cert, proven or at),
        revocation=Revocation.REVOKED if revoked else findings.revocation_of(result.ades_subindic),
        coverage=findings.coverage_of(one),
        changes=findings.changes_of(one),
        trust=findings.trust_of(result.ades_subindic),
        allows_filling=one.docmdp_level is MDPPerm.FILL_FORMS,
    )


def _part(name: dict[str, object], part: str) -> str:
    """A part of a name as it may be shown and kept; whoever signed wrote there what he liked."""
    return seen(str(name.get(part, "")))[:200]


async def _judged(
    one: EmbeddedPdfSignature, policy: PdfSignatureValidationSpec, at: datetime
) -> AdESBasicValidationResult[SignatureStatus]:
    """Judge at the best time that is proven: by the file's time-stamps, the signature's, or now.

    The library's long-term judgment knows no signature that bears no time-stamp of its own.
    """
    timing = ValidationTimingInfo(at, at, point_in_time_validation=False)
    if _level(one) is Level.LTA and _is_stamped(one):
        return await ades_lta_validation(one, policy, timing)
    one.compute_integrity_info()
    known = policy.signature_validation_spec.local_knowledge
    inside = _dss_to_local_knowledge(one.reader)
    spec = replace(
        policy.signature_validation_spec,
        local_knowledge=LocalKnowledge(
            known_ocsps=inside.known_ocsps,
            known_crls=[*known.known_crls, *inside.known_crls],
            known_certs=inside.known_certs,
        ),
    )
    digest = one.compute_digest()
    judge = ades_with_time_validation if _is_stamped(one) else ades_basic_validation
    return await judge(one.signed_data, spec, timing_info=timing, raw_digest=digest)


def _is_stamped(one: EmbeddedPdfSignature) -> bool:
    return any(extract_tst_data_iter(one.signer_info, signed=False))


def _level(one: EmbeddedPdfSignature) -> Level:
    stamps = one.reader.embedded_timestamp_signatures
    if any(later.signed_revision > one.signed_revision for later in stamps):
        return Level.LTA
    if "/DSS" in one.reader.root:
        return Level.LT
    return Level.T if _is_stamped(one) else Level.B


def _proven(result: AdESBasicValidationResult[SignatureStatus], at: datetime) -> datetime | None:
    best: datetime | None = getattr(result, "best_signature_time", None)
    return best if best and best < at else None
