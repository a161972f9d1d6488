"""The examination as a task of isolation: bytes in, bytes out, nothing of Django, no network."""

import base64
import json
import logging
import pkgutil
from contextlib import suppress
from datetime import datetime
from importlib import import_module

import asn1crypto
import pyhanko
import pyhanko_certvalidator

from motcua.casework.signing.pades.checking import Evidence, examine
from motcua.casework.signing.rules.verdicts import Verdict, as_report, from_report

TASK = f"{__name__}:examined"


def packed(pdf: bytes, evidence: Evidence) -> bytes:
    """Return a file with what is known, as one message."""
    head = {
        "roots": [base64.b64encode(one).decode() for one in evidence.roots],
        "crls": [base64.b64encode(one).decode() for one in evidence.crls],
        "at": evidence.at.isoformat(),
        "trust_version": evidence.trust_version,
    }
    return json.dumps(head).encode() + b"\n" + pdf


def examined(message: bytes) -> bytes:
    """Examine a message; the answer is a report as JSON."""
    logging.disable(logging.CRITICAL)
    head, _, pdf = message.partition(b"\n")
    facts = json.loads(head)
    evidence = Evidence(
        tuple(base64.b64decode(one) for one in facts["roots"]),
        tuple(base64.b64decode(one) for one in facts["crls"]),
        datetime.fromisoformat(facts["at"]),
        facts["trust_version"],
    )
    return json.dumps(as_report(examine(pdf, evidence))).encode()


def read(answer: bytes) -> Verdict:
    """Read the answer. Raises ValueError, KeyError for one that is none."""
    return from_report(json.loads(answer))


def warm() -> None:
    """Import whatever the libraries import late, while their files can still be opened."""
    for package in (asn1crypto, pyhanko, pyhanko_certvalidator):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            with suppress(ImportError):
                import_module(found.name)
