"""Signatures of every level: valid for us and for others, PDF/A kept, repeatable to the byte."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Pdf
from pyhanko.pdf_utils import generic

from motcua.casework.signing.pades.checking import examine
from motcua.casework.signing.pades.keeping import CannotKeep, keep, outside, pack_bare_returns
from motcua.casework.signing.pades.running import run
from motcua.casework.signing.pades.writing import opened
from motcua.casework.signing.rules.verdicts import (
    Changes,
    Colour,
    Coverage,
    Cryptography,
    Verdict,
    as_report,
    from_report,
)
from motcua.casework.signing.rules.wishes import Drawn, Level, Wish
from tests.casework.signing.authority import OF_RSA, Bench, look_pdf, small_pdf
from tests.casework.signing.makings import STAMP, approved, byte_range, kept, level, made, sealed


def only(verdict: Verdict) -> str:
    (one,) = verdict.signatures
    return one.level


@pytest.mark.parametrize("wanted", Level)
def test_every_level_is_made_and_found_green(bench: Bench, wanted: Level) -> None:
    verdict = examine(level(bench, wanted), bench.evidence)
    assert (verdict.colour, only(verdict)) == (Colour.GREEN, wanted)


def test_a_result_is_signed_numbered_sealed_and_kept(bench: Bench) -> None:
    whole = kept(bench, sealed(bench, approved(bench, stamp=True), stamp=True))
    verdict = examine(whole, bench.evidence)
    leader, seal = verdict.signatures
    assert verdict.colour is Colour.GREEN
    assert (leader.signer, leader.changes) == ("Hoàng Đức Thọ", Changes.FORM_FILLED)
    assert (seal.signer, seal.changes) == ("Sở Xây dựng", Changes.EVIDENCE)
    assert seal.proven_at is not None
    assert verdict.until is not None


def test_filled_but_not_sealed_needs_a_human(bench: Bench) -> None:
    verdict = examine(sealed(bench, approved(bench), who="expired"), bench.evidence)
    assert verdict.signatures[0].colour is Colour.HUMAN
    assert verdict.colour is Colour.RED


def test_evidence_inside_lasts_when_nobody_can_be_asked(bench: Bench) -> None:
    alone = replace(bench.evidence, crls=())
    assert examine(level(bench, Level.LTA), alone).colour is Colour.GREEN
    assert examine(level(bench, Level.B), alone).colour is not Colour.GREEN


def test_renewed_evidence_stays_green(bench: Bench) -> None:
    renewed = kept(bench, level(bench, Level.LTA))
    verdict = examine(renewed, bench.evidence)
    assert verdict.colour is Colour.GREEN
    assert verdict.signatures[0].coverage is Coverage.ITS_REVISION


def test_a_repeated_wish_makes_the_very_same_bytes(bench: Bench) -> None:
    wish = Wish("One", bench.evidence.at, drawn=Drawn(look_pdf(), STAMP, "Chữ ký"))
    assert made(bench, small_pdf(), wish, OF_RSA) == made(bench, small_pdf(), wish, OF_RSA)


def test_evidence_of_an_unlisted_root_is_refused(bench: Bench) -> None:
    signed, other = level(bench, Level.B), bench.key("leader").certificate

    async def work() -> bytes:
        async with outside(bench.tsa) as way:
            return await keep(signed, way, [other])

    with pytest.raises(CannotKeep) as refused:
        run(work())
    assert refused.value.reason == "untrusted"


def test_an_authority_that_does_not_answer_is_named(bench: Bench) -> None:
    signed = level(bench, Level.B)

    async def work() -> bytes:
        async with outside("http://127.0.0.1:1/tsa") as way:
            return await keep(signed, way, [bench.root])

    with pytest.raises(CannotKeep):
        run(work())


@pytest.mark.parametrize("wanted", Level)
def test_signing_keeps_pdf_a(bench: Bench, wanted: Level, tmp_path: Path) -> None:
    """The judge knows no file of several revisions: there it may name that rule and no other."""
    judge = pytest.importorskip("page", reason="page-validation is not installed")
    path = tmp_path / "signed.pdf"
    path.write_bytes(level(bench, wanted))
    verdict = judge.validate_pdf(str(path), profile=judge.ValidationProfile.PDF_A_2A)
    failed = {one.rule_id for one in verdict.failures}
    has_revisions = wanted in (Level.LT, Level.LTA)
    assert failed <= ({"PDFA2A-SIGNATURE-BYTERANGE-001"} if has_revisions else set()), failed


@pytest.mark.parametrize("end", [b"\r", b"\n", b"."])
def test_evidence_is_as_long_as_it_says_whatever_its_last_byte(end: bytes, tmp_path: Path) -> None:
    judge = pytest.importorskip("page", reason="page-validation is not installed")
    writer, path, out = opened(small_pdf()), tmp_path / "kept.pdf", BytesIO()
    der = generic.StreamObject(stream_data=b"evidence" + end)
    writer.root["/DSS"] = generic.DictionaryObject(
        {generic.pdf_name("/Certs"): generic.ArrayObject([writer.add_object(der)])}
    )
    writer.update_root()
    pack_bare_returns(writer)
    writer.write(out)
    path.write_bytes(out.getvalue())
    verdict = judge.validate_pdf(str(path), profile=judge.ValidationProfile.PDF_A_2A)
    assert "PDFA2A-STREAM-LENGTH-001" not in {one.rule_id for one in verdict.failures}
    with Pdf.open(path) as kept_again:
        assert kept_again.Root.DSS.Certs[0].read_bytes() == b"evidence" + end


def test_a_drawn_signature_with_open_fields_keeps_pdf_a(bench: Bench, tmp_path: Path) -> None:
    judge = pytest.importorskip("page", reason="page-validation is not installed")
    path = tmp_path / "signed.pdf"
    path.write_bytes(approved(bench))
    verdict = judge.validate_pdf(str(path), profile=judge.ValidationProfile.PDF_A_2A)
    assert verdict.is_compliant, verdict.failures


@pytest.mark.parametrize("wanted", Level)
def test_signing_keeps_pdf_ua(bench: Bench, wanted: Level, tmp_path: Path) -> None:
    assert not _read_badly(level(bench, wanted), tmp_path)


def test_a_result_can_be_read_out_from_drawing_to_keeping(bench: Bench, tmp_path: Path) -> None:
    leaders = approved(bench)
    clerks = sealed(bench, leaders)
    for version in (small_pdf(), leaders, clerks, kept(bench, clerks)):
        assert not _read_badly(version, tmp_path)


def _read_badly(pdf: bytes, folder: Path) -> set[str]:
    """Return the rules of PDF/UA-1 that a file breaks."""
    judge = pytest.importorskip("page", reason="page-validation is not installed")
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    verdict = judge.validate_pdf(str(path), profile=judge.ValidationProfile.PDF_UA_1)
    return {one.rule_id for one in verdict.failures}


def _kids(pdf: Pdf) -> None:
    tree = pdf.Root.StructTreeRoot.ParentTree
    limits = Array([0, 0])
    tree.Kids = Array([pdf.make_indirect(Dictionary(Nums=tree.Nums, Limits=limits))])
    del tree.Nums


def _no_parents(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.ParentTree


def _no_list(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K = pdf.Root.StructTreeRoot.K[0]


def _no_structure(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


@pytest.mark.parametrize("change", [_kids, _no_parents, _no_list, _no_structure])
def test_a_file_of_another_structure_is_signed_all_the_same(
    bench: Bench, change: Callable[[Pdf], None]
) -> None:
    out = BytesIO()
    with Pdf.open(BytesIO(small_pdf())) as pdf:
        change(pdf)
        pdf.save(out)
    wish = Wish("One", bench.evidence.at, drawn=Drawn(look_pdf(), STAMP, "Chữ ký"))
    signed = made(bench, out.getvalue(), wish, "leader")
    assert examine(signed, bench.evidence).colour is Colour.GREEN


def test_pdfsig_agrees(bench: Bench, tmp_path: Path) -> None:
    if shutil.which("pdfsig") is None:
        pytest.skip("pdfsig is not installed: apt-get install poppler-utils")
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    whole = kept(bench, sealed(bench, approved(bench)))
    good.write_bytes(whole)
    bad.write_bytes(whole.replace(b"/Pages", b"/Pagez", 1))
    said = subprocess.run(["pdfsig", str(good)], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 2
    found = examine(bad.read_bytes(), bench.evidence)
    assert found.colour is Colour.RED


def test_openssl_agrees(bench: Bench, tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    pdf = level(bench, Level.T)
    start, gap, after, rest = byte_range(pdf)
    parts = {
        "cms": bytes.fromhex(pdf[gap + 1 : after - 1].decode()),
        "data": pdf[start:gap] + pdf[after : after + rest],
        "root": bench.root,
    }
    for name, content in parts.items():
        (tmp_path / name).write_bytes(content)
    pem = tmp_path / "root.pem"
    subprocess.run(
        ["openssl", "x509", "-inform", "DER", "-in", str(tmp_path / "root"), "-out", str(pem)],
        check=True,
    )
    verify = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any"]
    given = ["-in", str(tmp_path / "cms"), "-content", str(tmp_path / "data"), "-CAfile", str(pem)]
    out = ["-out", str(tmp_path / "out")]
    good = subprocess.run([*verify, *given, *out], capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stderr
    (tmp_path / "data").write_bytes(parts["data"].replace(b"obj", b"obx", 1))
    bad = subprocess.run([*verify, *given, *out], capture_output=True, text=True, check=False)
    assert bad.returncode != 0


def test_a_verdict_is_stored_and_read_back(bench: Bench) -> None:
    verdict = examine(kept(bench, sealed(bench, approved(bench))), bench.evidence)
    assert from_report(as_report(verdict)) == verdict
    assert verdict.signatures[0].cryptography is Cryptography.INTACT
