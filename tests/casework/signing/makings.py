"""Files that are signed as they should be, for tests to look at and to spoil."""

from motcua.casework.signing.pades.keeping import keep, outside
from motcua.casework.signing.pades.running import run
from motcua.casework.signing.pades.signing import sign
from motcua.casework.signing.rules.wishes import Blank, Drawn, Filling, Level, Place, Wish
from tests.casework.signing.authority import Bench, look_pdf, small_pdf

NUMBER, STAMP = Place(0, (100, 700, 200, 715)), Place(0, (300, 100, 470, 170))
SEAL = Place(0, (250, 100, 350, 200))


def approved(bench: Bench, *, stamp: bool = False) -> bytes:
    """A result as a leader signs it: number and seal are left to the clerk."""
    wish = Wish(
        "Leader",
        bench.evidence.at,
        drawn=Drawn(look_pdf(), STAMP, "Chữ ký của lãnh đạo"),
        leaves=(Blank("number", NUMBER, "Số"), Blank("Seal", SEAL, "Dấu", is_signature=True)),
    )
    return made(bench, small_pdf(), wish, "leader", stamp=stamp)


def sealed(bench: Bench, pdf: bytes, who: str = "seal", *, stamp: bool = False) -> bytes:
    """The clerk's part."""
    filling = Filling("number", "12/GPXD", Drawn(look_pdf(), NUMBER, "Số"))
    drawn = Drawn(look_pdf(), SEAL, "Dấu")
    wish = Wish("Seal", bench.evidence.at, drawn=drawn, fills=(filling,))
    return made(bench, pdf, wish, who, stamp=stamp)


def made(bench: Bench, pdf: bytes, wish: Wish, who: str, *, stamp: bool = False) -> bytes:
    async def work() -> bytes:
        async with outside(bench.tsa) as way:
            return await sign(pdf, wish, bench.key(who), way.stamper if stamp else None)

    return run(work())


def kept(bench: Bench, pdf: bytes, *, stamp: bool = True) -> bytes:
    async def work() -> bytes:
        async with outside(bench.tsa if stamp else "") as way:
            return await keep(pdf, way, [bench.root])

    return run(work())


def level(bench: Bench, wanted: Level) -> bytes:
    signed = made(
        bench, small_pdf(), Wish("One", bench.evidence.at), "leader", stamp=wanted is not Level.B
    )
    if wanted in (Level.B, Level.T):
        return signed
    return kept(bench, signed, stamp=wanted is Level.LTA)


def byte_range(pdf: bytes) -> tuple[int, int, int, int]:
    """The four numbers of the last signature: start, gap's start, gap's end, length after it."""
    written = pdf[pdf.rindex(b"/ByteRange") :].partition(b"[")[2].partition(b"]")[0]
    start, length, after, rest = map(int, written.split())
    return start, start + length, after, rest
