"""Files of a structure made to harm whoever reads them; put on the list of attacks."""

import zlib

from tests.casework.signing.attacks import attack
from tests.casework.signing.authority import Bench, small_pdf

# --- hostile structure -----------------------------------------------------------------------


@attack
def nothing_at_all(_bench: Bench) -> bytes:
    return b""


@attack
def only_a_header(_bench: Bench) -> bytes:
    return b"%PDF-1.7\n"


@attack
def not_a_pdf(_bench: Bench) -> bytes:
    return b"<html><script>alert(1)</script></html>" * 50


@attack
def zeros(_bench: Bench) -> bytes:
    return bytes(200_000)


@attack
def not_signed(_bench: Bench) -> bytes:
    return small_pdf()


@attack
def nested_arrays(_bench: Bench) -> bytes:
    return _hand_made(b"[" * 50_000 + b"]" * 50_000)


@attack
def nested_dictionaries(_bench: Bench) -> bytes:
    return _hand_made(b"<</A" * 20_000 + b" 1" + b">>" * 20_000)


@attack
def object_that_is_itself(_bench: Bench) -> bytes:
    return _hand_made(b"4 0 R")


@attack
def fields_in_a_circle(_bench: Bench) -> bytes:
    return _hand_made(b"<</T(a)/FT/Sig/Kids[4 0 R]/Parent 4 0 R>>")


@attack
def pages_in_a_circle(_bench: Bench) -> bytes:
    return _hand_made(b"<<>>", pages=b"<</Type/Pages/Count 9/Kids[2 0 R]/Parent 2 0 R>>")


@attack
def length_of_a_stream_is_a_lie(_bench: Bench) -> bytes:
    return _hand_made(b"<</Length 999999999>>\nstream\nx\nendstream")


@attack
def zip_bomb_in_an_object_stream(_bench: Bench) -> bytes:
    bomb = zlib.compress(bytes(200_000_000), 9)
    head = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(bomb)
    return _hand_made(head + b"\nstream\n" + bomb + b"\nendstream")


@attack
def signature_without_a_dictionary(_bench: Bench) -> bytes:
    return _hand_made(b"<</T(a)/FT/Sig/V 17>>")


@attack
def signature_without_contents(_bench: Bench) -> bytes:
    return _hand_made(b"<</T(a)/FT/Sig/V<</Type/Sig/ByteRange[0 1 2 3]>>>>")


@attack
def signature_with_deep_asn1(_bench: Bench) -> bytes:
    deep = b"30800" * 4000
    body = b"<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<%s>>>" % deep
    return _hand_made(b"<</T(a)/FT/Sig/V %s>>" % body)


@attack
def encrypted(_bench: Bench) -> bytes:
    lock = b"<</Filter/Standard/V 2/R 3/O(%s)/U(%s)/P -4/Length 128>>" % (b"o" * 32, b"u" * 32)
    return _hand_made(b"<<>>").replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt %s" % lock)


def _hand_made(fourth: bytes, *, pages: bytes = b"<</Type/Pages/Count 1/Kids[3 0 R]>>") -> bytes:
    """A file of four objects; the fourth is a form field."""
    bodies = (
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[4 0 R]>>>>",
        pages,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>",
        fourth,
    )
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(out)
