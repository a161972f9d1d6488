"""The trust list in force, and the newest revocation lists of those on it."""

import logging
import urllib.request
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from cryptography.x509 import (
    CertificateRevocationList,
    load_der_x509_certificate,
    load_der_x509_crl,
)
from django.conf import settings

from motcua.casework.signing.models import Certificate, RevocationList, TrustTaken
from motcua.casework.signing.pades.checking import Evidence
from motcua.casework.signing.rules import trust
from motcua.casework.signing.rules.revocations import is_older, is_signed_by
from motcua.casework.signing.rules.trust import BadTrustList, TrustList

logger = logging.getLogger(__name__)
TIMEOUT_SECONDS = 10
LARGEST_LIST = 20_000_000
NOBODY = TrustList(0, datetime.fromisoformat("2000-01-01T00:00:00+00:00"), ())


def trusted() -> TrustList:
    """Return the list in force; nobody is trusted while there is none. Raises BadTrustList.

    A list older than the newest that was ever taken is not taken: that one stays in force. One
    statement or two when the file has changed, else none.
    """
    path, key = Path(settings.MOTCUA_TRUST_FILE), Path(settings.MOTCUA_TRUST_KEY_FILE)
    if not (path.exists() and key.exists()):
        return NOBODY
    return _read(path, key, path.stat().st_mtime_ns, key.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: Path, key: Path, _changed: int, _key_changed: int) -> TrustList:
    public = load_pem_public_key(key.read_bytes())
    if not isinstance(public, Ed25519PublicKey):
        raise BadTrustList("key")
    file = path.read_bytes()
    listed = trust.read(file, public)
    newest = TrustTaken.objects.order_by("-version").first()
    if newest is not None and newest.version > listed.version:
        logger.error("trust list %s is older than %s: not taken", listed.version, newest.version)
        return trust.read(bytes(newest.file), public)
    TrustTaken.objects.update_or_create(version=listed.version, defaults={"file": file})
    return listed


def evidence(now: datetime) -> Evidence:
    """Return what a verifier knows at `now`; one statement."""
    believed = trusted()
    lists = RevocationList.objects.filter(url__in=believed.crl_urls).order_by("url")
    crls = tuple(bytes(der) for der in lists.values_list("der", flat=True))
    return Evidence(believed.roots, crls, now, believed.version)


def fetch_revocations(now: datetime) -> int:
    """Fetch the lists that are named, then note which of our certificates are on one.

    The way is not protected, so a list counts by who signed it: a root or an issuer of the trust
    list; and an older one never takes the place of a newer. A job's work: the network first, then
    short writes. Returns how many lists were taken.
    Basis: RFC 5280, section 6.3 (mem-hi)
    """
    believed = trusted()
    fetched = {url: der for url in believed.crl_urls if (der := _fetched(url))}
    taken = [url for url, der in fetched.items() if _taken(url, der, believed, now)]
    _note_revoked(load_der_x509_crl(fetched[url]) for url in taken)
    return len(taken)


def revoked_serials() -> frozenset[str]:
    """Return the serials (hex) on the newest lists of those we believe; one statement."""
    lists = RevocationList.objects.filter(url__in=trusted().crl_urls)
    return frozenset(
        format(told.serial_number, "x")
        for der in lists.values_list("der", flat=True)
        for told in load_der_x509_crl(bytes(der))
    )


def _taken(url: str, der: bytes, believed: TrustList, now: datetime) -> bool:
    one = load_der_x509_crl(der)
    if not is_signed_by(one, (*believed.roots, *believed.issuers)):
        logger.warning("revocation list from %s: signed by nobody on the trust list", url)
        return False
    held = RevocationList.objects.filter(url=url).first()
    if held is not None and is_older(one, load_der_x509_crl(bytes(held.der))):
        logger.warning("revocation list from %s: older than the one we hold", url)
        return False
    given = {"der": der, "fetched_at": now}
    RevocationList.objects.update_or_create(url=url, defaults=given)
    return True


def _fetched(url: str) -> bytes:
    """Return a list as DER, b"" when it is not to be had."""
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 our list's
            der = bytes(answer.read(LARGEST_LIST))
        load_der_x509_crl(der)
    except (OSError, ValueError) as problem:
        logger.warning("no revocation list from %s: %s", url, type(problem).__name__)
        return b""
    return der


def _note_revoked(lists: Iterable[CertificateRevocationList]) -> None:
    rows = list(Certificate.objects.filter(revoked_at=None))
    for one in lists:
        for row in rows:
            certificate = load_der_x509_certificate(bytes(row.der))
            told = one.get_revoked_certificate_by_serial_number(certificate.serial_number)
            if told is not None and certificate.issuer == one.issuer:
                row.revoked_at = told.revocation_date_utc
                row.save(update_fields=["revoked_at"])
