"""Found the authority in a folder: keys, its configuration, PKCS#12 files for its people.

Keys lie on P-256: of RSA each cost a quarter of a second, most of it to open it again and again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, PKIArchitecture
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

ARCH = "motcua-test"
HOUSE = ("root", "officers", "stamps", "ocsp-root", "ocsp", "tsa", "tsa-2")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Person:
    """Who gets a certificate: a label for files, the name in it, and oddities for tests.

    `fate` is "", "expired", "revoked" or "wrong_purpose"; keys of RSA are what agencies hold today.
    """

    label: str
    name: str
    unit: str = "Cơ quan thử nghiệm"
    fate: str = ""
    is_rsa: bool = False


@dataclass(frozen=True)
class Authority:
    """A founded authority: its folder, the address it is served at, its configuration."""

    folder: Path
    url: str

    @property
    def config(self) -> Path:
        """The file that certomancer and its remote-signing double read."""
        return self.folder / "certomancer.yml"

    def architecture(self) -> PKIArchitecture:
        """Read keys and configuration, again only when somebody was added."""
        return _read(self.config, self.config.read_text(encoding="utf-8"))

    def certificate(self, label: str) -> bytes:
        """Return a certificate of the authority as DER."""
        found: bytes = self.architecture().get_cert(CertLabel(label)).dump()
        return found

    def pkcs12(self, label: str) -> Path:
        """Return where somebody's key is."""
        return self.folder / "people" / f"{label}.p12"

    def service(self, kind: str, label: str) -> str:
        """Return the address of a service, e.g. `service("tsa", "tsa")`."""
        return f"{self.url}/{ARCH}/{kind}/{label}"


@lru_cache(maxsize=4)
def _read(config: Path, _text: str) -> PKIArchitecture:
    return CertomancerConfig.from_file(str(config)).get_pki_arch(ArchLabel(ARCH))


def standing(folder: Path) -> Authority:
    """Return the authority founded in a folder before."""
    whole = yaml.safe_load((folder / "certomancer.yml").read_text(encoding="utf-8"))
    return Authority(folder, str(whole["external-url-prefix"]))


def found(
    folder: Path, url: str, people: Iterable[Person], *, pin: str, now: datetime
) -> Authority:
    """Found the authority, or add people to it; keys that are there stay. `now` is aware."""
    everybody = tuple(people)
    (folder / "keys").mkdir(parents=True, exist_ok=True)
    (folder / "people").mkdir(exist_ok=True)
    for label, is_rsa in [
        *((one, False) for one in HOUSE),
        *((p.label, p.is_rsa) for p in everybody),
    ]:
        _key(folder / "keys" / f"{label}.pem", is_rsa=is_rsa)
    authority = Authority(folder, url)
    whole = _configuration(url, everybody, now.astimezone(UTC))
    authority.config.write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")
    architecture = authority.architecture()
    for one in everybody:
        packed = architecture.package_pkcs12(CertLabel(one.label), password=pin.encode())
        authority.pkcs12(one.label).write_bytes(packed)
        authority.pkcs12(one.label).chmod(0o600)
    return authority


def _key(path: Path, *, is_rsa: bool) -> None:
    if path.exists():
        return
    key = (
        rsa.generate_private_key(65537, 2048) if is_rsa else ec.generate_private_key(ec.SECP256R1())
    )
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    path.chmod(0o600)


def _configuration(url: str, people: tuple[Person, ...], now: datetime) -> dict[str, Any]:
    labels = (*HOUSE, *(one.label for one in people))
    keys = {label: {"path": f"{label}.pem"} for label in labels}
    return {
        "external-url-prefix": url,
        "keysets": {ARCH: {"path-prefix": "keys", "keys": keys}},
        "pki-architectures": {
            ARCH: {
                "keyset": ARCH,
                "entity-defaults": {"country-name": "VN"},
                "entities": _entities(people),
                "certs": _house_certificates(now) | {p.label: _personal(p, now) for p in people},
                "services": _services(),
            }
        },
    }


def _entities(people: tuple[Person, ...]) -> dict[str, dict[str, str]]:
    names = {
        "root": "Motcua TEST Root CA", "officers": "Motcua TEST Officers CA",
        "stamps": "Motcua TEST Time-stamp CA", "ocsp-root": "Motcua TEST OCSP of the root",
        "ocsp": "Motcua TEST OCSP", "tsa": "Motcua TEST TSA", "tsa-2": "Motcua TEST TSA 2",
    }  # fmt: skip
    house = {
        label: {"common-name": name, "organization-name": "Motcua TEST"}
        for label, name in names.items()
    }
    return house | {
        one.label: {"common-name": one.name, "organization-name": one.unit} for one in people
    }


def _house_certificates(now: datetime) -> dict[str, dict[str, Any]]:
    """The authority's own certificates; each CA says where its revocations are told."""

    def issued(by: str, **more: Any) -> dict[str, Any]:
        return {"issuer": by, "validity": _valid(now - 700 * _DAY, now + 3650 * _DAY), **more}

    def ca(by: str, label: str, **more: Any) -> dict[str, Any]:
        told = {"crl-repo": label, "ocsp-service": "ocsp-root" if label == "root" else "ocsp"}
        return issued(by, profiles=[{"id": "simple-ca", "params": {**told, **more}}])

    stamping = [
        {"id": "key_usage", "critical": True, "smart-value": _usage("digital_signature")},
        {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]},
    ]
    only_crl = {"id": "simple-ca", "params": {"crl-repo": "stamps"}}
    return {
        "root": ca("root", "root"),
        "officers": ca("root", "officers", **{"max-path-len": 0}),
        "stamps": issued("root", profiles=[only_crl]),
        "ocsp-root": issued("root", profiles=["ocsp-responder"]),
        "ocsp": issued("officers", profiles=["ocsp-responder"]),
        "tsa": issued("stamps", extensions=stamping),
        "tsa-2": issued("stamps", extensions=stamping),
    }


def _personal(one: Person, now: datetime) -> dict[str, Any]:
    is_expired = one.fate == "expired"
    until = now - 30 * _DAY if is_expired else now + 365 * _DAY
    usages = ("key_encipherment",) if one.fate == "wrong_purpose" else (
        "digital_signature", "non_repudiation",
    )  # fmt: skip
    extensions: list[dict[str, Any]] = [
        {"id": "key_usage", "critical": True, "smart-value": _usage(*usages)}
    ]
    made: dict[str, Any] = {
        "issuer": "officers",
        "validity": _valid(now - 400 * _DAY, until),
        "extensions": extensions,
    }
    if one.fate == "revoked":
        at = (now - 100 * _DAY).strftime("%Y-%m-%dT%H:%M:%S+0000")
        made["revocation"] = {"revoked-since": at, "reason": "key_compromise"}
    return made


def _usage(*usages: str) -> dict[str, Any]:
    return {"schema": "key-usage", "params": list(usages)}


def _valid(start: datetime, end: datetime) -> dict[str, str]:
    written = "%Y-%m-%dT00:00:00+0000"
    return {"valid-from": start.strftime(written), "valid-to": end.strftime(written)}


def _services() -> dict[str, Any]:
    return {
        "ocsp": {
            "ocsp-root": {"for-issuer": "root", "responder-cert": "ocsp-root"},
            "ocsp": {"for-issuer": "officers", "responder-cert": "ocsp"},
        },
        "crl-repo": {
            label: {"for-issuer": label, "signing-key": label, "simulated-update-schedule": "P30D"}
            for label in ("root", "officers", "stamps")
        },
        "time-stamping": {
            label: {"signing-cert": label, "certs-to-embed": ["stamps"]}
            for label in ("tsa", "tsa-2")
        },
    }
