"""A package any archive can check without us: a BagIt folder in a ZIP, the same bytes each time.

Basis: Law on Archives 2024 (hand-over to the archive; mem-lo); RFC 8493 (BagIt).
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from hashlib import sha256

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16


def bag(name: str, files: Mapping[str, bytes], said: Mapping[str, str]) -> bytes:
    """Return a bag: `files` by path below `data/`, `said` as its bag-info lines.

    Equal files and words give equal bytes, so a package made again has the same hash.
    """
    payload = {f"data/{path}": content for path, content in sorted(files.items())}
    octets, streams = sum(map(len, files.values())), len(files)
    info = {**said, "Payload-Oxum": f"{octets}.{streams}"}
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": _lines(f"{key}: {_one_line(value)}" for key, value in info.items()),
        "manifest-sha256.txt": manifest(payload),
    }
    tags["tagmanifest-sha256.txt"] = manifest(tags)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in {**tags, **payload}.items():
            entry = zipfile.ZipInfo(f"{name}/{path}", _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _MODE
            package.writestr(entry, content)
    return out.getvalue()


def manifest(files: Mapping[str, bytes]) -> bytes:
    """Return the lines `hash  path` of files."""
    return _lines(f"{sha256(content).hexdigest()}  {path}" for path, content in files.items())


def faults(package: bytes) -> tuple[str, ...]:
    """Return the paths of a bag that are missing or altered; empty when it is whole."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        names = set(opened.namelist())
        root = next(iter(names)).partition("/")[0]
        wanted = [
            line.split("  ", 1)
            for part in ("manifest-sha256.txt", "tagmanifest-sha256.txt")
            for line in opened.read(f"{root}/{part}").decode().splitlines()
        ]
        return tuple(
            path
            for digest, path in wanted
            if f"{root}/{path}" not in names
            or sha256(opened.read(f"{root}/{path}")).hexdigest() != digest
        )


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _one_line(text: str) -> str:
    return " ".join(text.split())
