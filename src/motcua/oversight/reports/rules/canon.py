"""A report's data as one text, its hash, and what differs between two counts."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

# Nothing at all, which is not the same as a value that is null.
_MISSING = object()


def canonical(data: Any) -> str:
    """Return JSON that is the same text for the same data: sorted keys, no spaces, no floats."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(data: Any) -> str:
    """Return the SHA-256 (64 hex digits) of the data's canonical text."""
    return digest(canonical(data).encode())


def digest(content: bytes) -> str:
    """Return the SHA-256 (64 hex digits) of a file."""
    return sha256(content).hexdigest()


def differences(stored: Any, counted: Any, at: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield (place, stored, counted) for every value that is not the same, in order of place."""
    if isinstance(stored, dict) and isinstance(counted, dict):
        for key in sorted(stored.keys() | counted.keys()):
            one, other = stored.get(key, _MISSING), counted.get(key, _MISSING)
            yield from differences(one, other, f"{at}/{key}")
    elif isinstance(stored, list) and isinstance(counted, list) and len(stored) == len(counted):
        for n, (one, other) in enumerate(zip(stored, counted, strict=True), start=1):
            yield from differences(one, other, f"{at}/{n}")
    elif stored is not counted and stored != counted:
        yield at, _said(stored), _said(counted)


def _said(value: Any) -> str:
    """Return a value as text, "–" where there is none."""
    return "–" if value is _MISSING else canonical(value)
