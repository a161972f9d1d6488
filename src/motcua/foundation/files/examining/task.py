"""The task of the chamber: bytes in, facts as JSON out. The type is told by content alone."""

import json

from motcua.foundation.files.examining import packages, pdf, pictures
from motcua.foundation.files.rules.kinds import PICTURES, Facts, MediaType, Problem

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_TIFF = (b"II*\x00", b"MM\x00*")
_OTHER_BEGINNINGS = (b"%PDF-", b"<html", b"<!doctype html", b"<script", b"<svg", b"MZ\x90\x00")
_ZIP_END = b"PK\x05\x06"
_LOOK_BYTES = 1024
_TAIL_BYTES = 66_000


def warm() -> None:
    """Open one small file of each kind, so that all libraries are in memory."""
    pictures.warm()
    pdf.warm()
    packages.warm()


def examine(content: bytes) -> bytes:
    """Return the `Facts` of a file as JSON."""
    return json.dumps(facts_of(content).as_json()).encode()


def facts_of(content: bytes) -> Facts:
    """Tell type and content of a file, and whether it is a second file as well."""
    media_type = type_of(content)
    if media_type is MediaType.PDF:
        return pdf.facts_of(content)
    if media_type in PICTURES:
        facts = pictures.facts_of(content, media_type)
        return facts if not _is_another(content) else _with(facts, Problem.TWO_IN_ONE)
    if media_type is MediaType.ZIP:
        return packages.facts_of(content)
    return Facts(MediaType.UNKNOWN)


def type_of(content: bytes) -> MediaType:
    """Return what the first bytes say; a PDF begins at once, without anything before it."""
    if content.startswith(b"%PDF-"):
        return MediaType.PDF
    if content.startswith(_PNG):
        return MediaType.PNG
    if content.startswith(_JPEG):
        return MediaType.JPEG
    if content.startswith(_TIFF):
        return MediaType.TIFF
    return MediaType.ZIP if content.startswith(b"PK\x03\x04") else MediaType.UNKNOWN


def _is_another(picture: bytes) -> bool:
    """Tell whether a picture would also open as a document, a page or an archive."""
    head = picture[:_LOOK_BYTES].lower()
    is_document = any(begin.lower() in head for begin in _OTHER_BEGINNINGS)
    return is_document or _ZIP_END in picture[-_TAIL_BYTES:] or b"%PDF-" in picture[-_TAIL_BYTES:]


def _with(facts: Facts, problem: Problem) -> Facts:
    return Facts(**{**facts.__dict__, "problems": (*facts.problems, problem)})
