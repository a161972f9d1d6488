"""Files made to deceive or to harm a verifier, each a small program over a good file.

`EVERY` maps a name to a function of the bench; none of these files may ever be shown as green.
"""

import re
import zlib
from collections.abc import Callable
from datetime import timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from motcua.casework.signing.keys import FileSigner
from motcua.casework.signing.pades.running import run
from motcua.casework.signing.pades.signing import sign
from motcua.casework.signing.rules.wishes import Level, Wish
from motcua.kit import clock
from tests.casework.signing.authority import Bench, small_pdf
from tests.casework.signing.makings import approved, byte_range, kept, level, made, sealed

Attack = Callable[[Bench], bytes]
EVERY: dict[str, Attack] = {}


def attack(make: Attack) -> Attack:
    """Put an attack on the list under its name."""
    EVERY[make.__name__] = make
    return make


@cache
def good(bench: Bench) -> bytes:
    """A B-T file with one signature, green as it stands."""
    return level(bench, Level.T)


@cache
def result(bench: Bench) -> bytes:
    """A whole result: leader, seal, evidence."""
    return kept(bench, sealed(bench, approved(bench, stamp=True), stamp=True))


# --- bytes changed ---------------------------------------------------------------------------


def _flip(pdf: bytes, at: int) -> bytes:
    return pdf[:at] + bytes([pdf[at] ^ 0x01]) + pdf[at + 1 :]


for _share in range(10):

    def _flipped(bench: Bench, share: int = _share) -> bytes:
        pdf = good(bench)
        _, gap, after, rest = byte_range(pdf)
        covered = [*range(9, gap), *range(after, after + rest)]
        return _flip(pdf, covered[len(covered) * share // 10])

    EVERY[f"flipped_byte_at_{_share}0_percent"] = _flipped


for _share in range(1, 10):

    def _cut(bench: Bench, share: int = _share) -> bytes:
        pdf = result(bench)
        return pdf[: len(pdf) * share // 10]

    EVERY[f"truncated_at_{_share}0_percent"] = _cut


@attack
def last_byte_gone(bench: Bench) -> bytes:
    return good(bench)[:-1]


@attack
def signature_digit_changed(bench: Bench) -> bytes:
    pdf = good(bench)
    _, gap, _, _ = byte_range(pdf)
    at = gap + 1 + 3000
    return pdf[:at] + (b"0" if pdf[at : at + 1] != b"0" else b"1") + pdf[at + 1 :]


@attack
def signature_of_another_file(bench: Bench) -> bytes:
    pdf = made(bench, small_pdf("Giấy khác"), Wish("One", bench.evidence.at), "leader", stamp=True)
    other = good(bench)
    _, gap, after, _ = byte_range(pdf)
    _, gap_2, after_2, _ = byte_range(other)
    return pdf[:gap] + other[gap_2:after_2] + pdf[after:]


@attack
def signature_emptied(bench: Bench) -> bytes:
    pdf = good(bench)
    _, gap, after, _ = byte_range(pdf)
    return pdf[: gap + 1] + b"0" * (after - gap - 2) + pdf[after - 1 :]


@attack
def signature_is_noise(bench: Bench) -> bytes:
    pdf = good(bench)
    _, gap, after, _ = byte_range(pdf)
    noise = (b"deadbeef" * (after - gap))[: after - gap - 2]
    return pdf[: gap + 1] + noise + pdf[after - 1 :]


@attack
def signature_not_hexadecimal(bench: Bench) -> bytes:
    pdf = good(bench)
    _, gap, after, _ = byte_range(pdf)
    return pdf[: gap + 1] + b"z" * (after - gap - 2) + pdf[after - 1 :]


# --- games with the byte range ---------------------------------------------------------------


def _ranged(pdf: bytes, ranges: str) -> bytes:
    """Write another byte range into the room of the old one."""
    start = pdf.rindex(b"/ByteRange")
    end = pdf.index(b"]", start) + 1
    written = f"/ByteRange [{ranges}]".encode()
    room = end - start
    assert len(written) <= room, (len(written), room)
    return pdf[:start] + written.ljust(room) + pdf[end:]


@attack
def range_of_nothing(bench: Bench) -> bytes:
    return _ranged(good(bench), "0 0 0 0")


@attack
def range_misses_the_end(bench: Bench) -> bytes:
    pdf = good(bench)
    start, gap, after, rest = byte_range(pdf)
    return _ranged(pdf, f"{start} {gap} {after} {rest - 40}")


@attack
def range_begins_late(bench: Bench) -> bytes:
    pdf = good(bench)
    _, gap, after, rest = byte_range(pdf)
    return _ranged(pdf, f"9 {gap - 9} {after} {rest}")


@attack
def range_with_a_wide_gap(bench: Bench) -> bytes:
    pdf = good(bench)
    _, gap, after, rest = byte_range(pdf)
    return _ranged(pdf, f"0 {gap - 200} {after} {rest}")


@attack
def range_overlapping(bench: Bench) -> bytes:
    pdf = good(bench)
    _, gap, _, rest = byte_range(pdf)
    return _ranged(pdf, f"0 {gap} {gap - 50} {rest}")


@attack
def range_beyond_the_file(bench: Bench) -> bytes:
    pdf = good(bench)
    _, gap, after, rest = byte_range(pdf)
    return _ranged(pdf, f"0 {gap} {after} 9{str(rest)[1:]}")


@attack
def range_negative(bench: Bench) -> bytes:
    pdf = good(bench)
    _, gap, after, _ = byte_range(pdf)
    return _ranged(pdf, f"0 {gap} {after} -1")


@attack
def range_of_two_numbers(bench: Bench) -> bytes:
    return _ranged(good(bench), "0 100")


@attack
def range_of_words(bench: Bench) -> bytes:
    return _ranged(good(bench), "(a) (b)")


@attack
def range_gone(bench: Bench) -> bytes:
    return good(bench).replace(b"/ByteRange", b"/ByteWrong")


@attack
def bytes_hidden_in_the_gap(bench: Bench) -> bytes:
    """Universal signature forgery of 2019: the gap holds more than the signature."""
    pdf = good(bench)
    _, _, after, _ = byte_range(pdf)
    hidden = b"0>/Note (hidden) /X <0"
    return pdf[: after - 1 - len(hidden)] + hidden + pdf[after - 1 :]


@attack
def bytes_after_the_end(bench: Bench) -> bytes:
    return good(bench) + b"\n% a word more\n"


# --- something before or after ---------------------------------------------------------------


@attack
def bytes_before_the_header(bench: Bench) -> bytes:
    return b"MZ\x90\x00" * 10 + b"\n" + good(bench)


@attack
def two_files_in_one(bench: Bench) -> bytes:
    return small_pdf() + good(bench)


@attack
def good_file_then_another(bench: Bench) -> bytes:
    return good(bench) + small_pdf("Văn bản khác")


# --- incremental updates after signing -------------------------------------------------------


def _update(pdf: bytes, objects: dict[int, bytes], *, trailer: bytes = b"") -> bytes:
    """Append an update with these objects by number, as any editor does."""
    out, offsets = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n"), {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n"
    for number, offset in sorted(offsets.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, offset)
    size = max(_size(pdf), *(number + 1 for number in objects))
    root = _root(pdf)
    out += b"trailer\n<</Size %d/Root %d 0 R/Prev %d%s>>\n" % (size, root, _last(pdf), trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def _size(pdf: bytes) -> int:
    return int(re.findall(rb"/Size (\d+)", pdf)[-1])


def _root(pdf: bytes) -> int:
    return int(re.findall(rb"/Root (\d+) 0 R", pdf)[-1])


def _last(pdf: bytes) -> int:
    return int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])


def _object(pdf: bytes, number: int) -> bytes:
    found = re.findall(rb"(?:^|\n)%d 0 obj\s(.*?)\sendobj" % number, pdf, re.DOTALL)
    return bytes(found[-1])


def _numbered(pdf: bytes, pattern: bytes) -> int:
    """The number of the last object whose body holds the pattern."""
    bodies = re.findall(rb"(?:^|\n)(\d+) 0 obj\s(.*?)\sendobj", pdf, re.DOTALL)
    return int([number for number, body in bodies if re.search(pattern, body)][-1])


def _page(pdf: bytes) -> int:
    return _numbered(pdf, rb"/Type\s*/Page\b")


def _with_new_content(pdf: bytes) -> bytes:
    number = _page(pdf)
    new = _size(pdf)
    body = re.sub(rb"/Contents \d+ 0 R", b"/Contents %d 0 R" % new, _object(pdf, number))
    words = b"BT /F1 40 Tf 100 400 Td (1.000.000.000 dong) Tj ET"
    stream = b"<</Length %d>>\nstream\n%s\nendstream" % (len(words), words)
    return _update(pdf, {number: body, new: stream})


@attack
def content_replaced_after_signing(bench: Bench) -> bytes:
    return _with_new_content(good(bench))


@attack
def content_replaced_after_the_seal(bench: Bench) -> bytes:
    return _with_new_content(result(bench))


@attack
def content_replaced_between_leader_and_seal(bench: Bench) -> bytes:
    return sealed(bench, _with_new_content(approved(bench)))


@attack
def content_stream_overwritten(bench: Bench) -> bytes:
    """Shadow attack, replace: the very object that draws the page is written anew."""
    pdf = good(bench)
    number = int(re.findall(rb"/Contents (\d+) 0 R", _object(pdf, _page(pdf)))[-1])
    packed = zlib.compress(b"BT ET")
    body = b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed)
    return _update(pdf, {number: body})


@attack
def page_removed(bench: Bench) -> bytes:
    pdf = good(bench)
    number = _numbered(pdf, rb"/Type\s*/Pages\b")
    body = re.sub(rb"/Kids\s*\[.*?\]", b"/Kids []", _object(pdf, number), flags=re.DOTALL)
    return _update(pdf, {number: re.sub(rb"/Count \d+", b"/Count 0", body)})


@attack
def page_added(bench: Bench) -> bytes:
    pdf = good(bench)
    tree, new = _numbered(pdf, rb"/Type\s*/Pages\b"), _size(pdf)
    body = _object(pdf, tree).replace(b"]", b" %d 0 R]" % new, 1)
    page = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]>>" % tree
    return _update(pdf, {tree: re.sub(rb"/Count \d+", b"/Count 2", body), new: page})


@attack
def page_covered_by_an_annotation(bench: Bench) -> bytes:
    """Shadow attack, hide: a white square over the text."""
    pdf = good(bench)
    number, new = _page(pdf), _size(pdf)
    square = b"<</Type/Annot/Subtype/Square/Rect[0 0 595 842]/IC[1 1 1]/F 4>>"
    body = _object(pdf, number)
    if b"/Annots" in body:
        body = re.sub(rb"/Annots\s*\[", b"/Annots [%d 0 R " % new, body, count=1)
    else:
        body = body.replace(b"<<", b"<</Annots [%d 0 R]" % new, 1)
    return _update(pdf, {number: body, new: square})


@attack
def catalog_replaced(bench: Bench) -> bytes:
    """Shadow attack, hide and replace: another catalogue shows another document."""
    pdf = good(bench)
    first = _size(pdf)
    page = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]>>" % (first + 1)
    tree = b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % first
    form = re.findall(rb"/AcroForm \d+ 0 R", pdf)[-1]
    root = b"<</Type/Catalog/Pages %d 0 R%s>>" % (first + 1, form)
    return _update(pdf, {first: page, first + 1: tree, _root(pdf): root})


@attack
def form_taken_away(bench: Bench) -> bytes:
    pdf = good(bench)
    body = re.sub(rb"/AcroForm \d+ 0 R", b"", _object(pdf, _root(pdf)))
    return _update(pdf, {_root(pdf): body})


@attack
def signature_field_unhooked(bench: Bench) -> bytes:
    pdf = good(bench)
    number = int(re.findall(rb"/AcroForm (\d+) 0 R", pdf)[-1])
    return _update(pdf, {number: b"<</Fields []/SigFlags 3>>"})


@attack
def script_added(bench: Bench) -> bytes:
    pdf = good(bench)
    body = _object(pdf, _root(pdf)).replace(
        b"<<", b"<</OpenAction<</S/JavaScript/JS(app.alert(1))>>", 1
    )
    return _update(pdf, {_root(pdf): body})


@attack
def number_filled_but_nobody_sealed(bench: Bench) -> bytes:
    """Anybody can fill an open field; without the seal it proves nothing."""
    pdf = approved(bench)
    number = _numbered(pdf, rb"/FT\s*/Tx")
    body = _object(pdf, number).replace(b"<<", b"<</V (99/GPXD)", 1)
    return _update(pdf, {number: body})


@attack
def number_filled_and_only_time_stamped(bench: Bench) -> bytes:
    return kept(bench, number_filled_but_nobody_sealed(bench))


@attack
def number_changed_after_the_seal(bench: Bench) -> bytes:
    pdf = sealed(bench, approved(bench))
    number = _numbered(pdf, rb"/FT\s*/Tx")
    body = re.sub(rb"/V\s*(\(.*?\)|<[0-9a-fA-F]+>)", b"/V (99/GPXD)", _object(pdf, number))
    assert b"99/GPXD" in body
    return _update(pdf, {number: body})


@attack
def update_without_an_end(bench: Bench) -> bytes:
    return _with_new_content(good(bench)).rpartition(b"startxref")[0]


@attack
def table_of_an_update_leads_nowhere(bench: Bench) -> bytes:
    return good(bench) + b"startxref\n99999999\n%%EOF\n"


@attack
def table_chain_in_a_circle(bench: Bench) -> bytes:
    pdf = good(bench)
    return re.sub(rb"/Prev \d+", b"/Prev %d" % _last(pdf), pdf)


@attack
def hybrid_reference_file(bench: Bench) -> bytes:
    pdf = good(bench)
    return _update(pdf, {_size(pdf): b"<<>>"}, trailer=b"/XRefStm 15")


# --- who signed ------------------------------------------------------------------------------


def _by(who: str) -> Attack:
    def make(bench: Bench) -> bytes:
        return made(bench, small_pdf(), Wish("One", bench.evidence.at), who, stamp=True)

    return make


for _who in ("expired", "revoked", "wrong"):
    EVERY[f"signed_by_{_who}"] = _by(_who)


def _stranger(name: str, issuer: str) -> FileSigner:
    """A key with a certificate that it, or an invented root of the same name, has signed."""
    key, root = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    signing = key if name == issuer else root
    now = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(signing, hashes.SHA256())
    )
    return FileSigner(made.public_bytes(Encoding.DER), (), key)


@attack
def signed_by_oneself(bench: Bench) -> bytes:
    me = _stranger("Hoàng Đức Thọ", "Hoàng Đức Thọ")
    return run(sign(small_pdf(), Wish("One", bench.evidence.at), me))


@attack
def signed_under_an_invented_root_of_the_same_name(bench: Bench) -> bytes:
    other = _stranger("Hoàng Đức Thọ", "Motcua TEST Officers CA")
    return run(sign(small_pdf(), Wish("One", bench.evidence.at), other))


@attack
def revoked_with_a_claimed_earlier_time(bench: Bench) -> bytes:
    wish = Wish("One", bench.evidence.at - timedelta(days=100))
    return made(bench, small_pdf(), wish, "revoked")


@attack
def expired_with_a_claimed_earlier_time(bench: Bench) -> bytes:
    wish = Wish("One", bench.evidence.at - timedelta(days=100))
    return made(bench, small_pdf(), wish, "expired")


@attack
def good_signature_and_a_revoked_one(bench: Bench) -> bytes:
    return made(bench, good(bench), Wish("Two", bench.evidence.at), "revoked")


@attack
def a_thousand_signatures(bench: Bench) -> bytes:
    pdf = good(bench)
    value = re.findall(rb"/V (\d+) 0 R", pdf)[-1]
    first = _size(pdf)
    fields = {
        first + n: b"<</T(f%d)/FT/Sig/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/V %s 0 R>>"
        % (n, value)
        for n in range(1000)
    }
    form = int(re.findall(rb"/AcroForm (\d+) 0 R", pdf)[-1])
    listed = b" ".join(b"%d 0 R" % number for number in fields)
    return _update(pdf, fields | {form: b"<</SigFlags 3/Fields[%s]>>" % listed})
