"""Every form as a PDF: complete, conformant, deterministic, inert."""

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from motcua.casework.documents.rules import FiledPaper, Pack, Party, Sheet, pack_named
from tests.cases import quick_first
from tests.casework.documents import samples
from tests.casework.documents.reading import (
    drawn,
    drawn_anew,
    every_form_of_every_pack,
    pages,
    squeezed,
    text,
)

LONG_NAME = ("Nguyễn Thị " + "Phượng Quỳnh Hương " * 11)[:200].strip()
HOSTILE = '#set page(fill: red) $x^2$ *b* _i_ \\ " #eval("1+1") #read("lib.typ") <a> @b // /* ]}'
# As long as HOSTILE, so that lines break alike.
PLAIN = ("chữ " * len(HOSTILE))[: len(HOSTILE) - 1] + "x"
# Words that steer the layout rather than stand on the paper.
STEERING = {"unit_code", "sheet", "extensions_before", "has_decided_result", "part"}
WITHOUT_PHONE = {"apology_letter", "fee_receipt"}


def words_of(value: Any, name: str = "") -> list[str]:
    """Return every text of a payload that must stand on the paper, instants left out."""
    if isinstance(value, str):
        return [] if not value or name in STEERING else [value]
    if isinstance(value, date | bool | int | None):
        return []
    if isinstance(value, tuple):
        return [word for item in value for word in words_of(item, name)]
    return [word for key, item in vars(value).items() for word in words_of(item, key)]


def not_printed(form: Any) -> set[str]:
    """Return what a form is not meant to show: how to reach someone, or a letterhead on a wall."""
    if form.kind == "notice_sheet":
        return {form.head.number, form.head.place, form.head.governing_body}
    return {samples.OWNER.phone, samples.OWNER.email} if form.kind in WITHOUT_PHONE else set()


@pytest.mark.parametrize(("form", "pack"), every_form_of_every_pack())
def test_every_field_stands_on_the_paper(form: Any, pack: Pack) -> None:
    on_paper = text(drawn(form, pack)).casefold()
    missing = [w for w in words_of(form) if squeezed(w).casefold() not in on_paper]
    assert set(missing) <= not_printed(form)


@pytest.mark.parametrize(("form", "pack"), every_form_of_every_pack())
def test_a_form_names_its_pack_and_its_title(form: Any, pack: Pack) -> None:
    row = pack.row(form.kind)
    on_paper = text(drawn(form, pack)).casefold()
    title = form.name if form.kind == "notice_sheet" else row.title
    assert squeezed(form.title if form.kind == "result" else title).casefold() in on_paper
    if row.number:
        assert squeezed(f"Mẫu số {row.number} – {row.source}").casefold() in on_paper


@pytest.mark.parametrize(("form", "pack"), quick_first(every_form_of_every_pack()))
def test_an_outside_validator_finds_pdf_a_2a_and_pdf_ua_1(
    form: Any, pack: Pack, tmp_path: Path
) -> None:
    judge = pytest.importorskip("page", reason="page-validation is not installed")
    path = tmp_path / "form.pdf"
    path.write_bytes(drawn(form, pack, copy_number=1).pdf)
    for profile in (judge.ValidationProfile.PDF_A_2A, judge.ValidationProfile.PDF_UA_1):
        verdict = judge.validate_pdf(str(path), profile=profile)
        assert verdict.is_compliant, verdict.failures


@pytest.mark.parametrize(("form", "pack"), quick_first(every_form_of_every_pack()))
def test_the_same_data_gives_the_same_bytes(form: Any, pack: Pack) -> None:
    assert drawn_anew(form, pack).pdf == drawn(form, pack).pdf


@pytest.mark.parametrize(
    "form", quick_first(samples.every_form()), ids=lambda form: form.kind.value
)
def test_a_reprint_says_so_and_changes_nothing_else(form: Any) -> None:
    original, copy = drawn(form), drawn(form, copy_number=2)
    assert "BẢNSAOSỐ" not in text(original).upper()
    assert "BẢNSAOSỐ2" in pages(copy)[0].upper()
    assert text(copy).upper().replace("BẢNSAOSỐ2", "") == text(original).upper()


def test_instants_are_told_on_the_clock_of_vietnam() -> None:
    on_paper = text(drawn(samples.receipt()))
    for told in (
        "17:00 thứ Ba, ngày 20/10/2026",
        "08 giờ 10 phút, ngày 22/09/2026",
        "Nghệ An, ngày 22 tháng 9 năm 2026",
    ):
        assert squeezed(told) in on_paper


def test_a_receipt_without_limit_promises_no_day() -> None:
    on_paper = text(drawn(samples.receipt(due_at=None)))
    assert "Khôngquyđịnhthờihạn" in on_paper
    assert "20/10/2026" not in on_paper


@pytest.mark.parametrize("sheet", list(Sheet))
def test_an_ordinary_receipt_is_one_sheet_even_as_a_copy(sheet: Sheet) -> None:
    assert len(pages(drawn(samples.receipt(sheet=sheet), copy_number=1))) == 1


@pytest.mark.parametrize(("sheet", "size"), [(Sheet.A5, (595, 420)), (Sheet.A4, (595, 842))])
def test_a_receipt_is_a5_lying_or_a4_standing(sheet: Sheet, size: tuple[int, int]) -> None:
    box = PdfReader(BytesIO(drawn(samples.receipt(sheet=sheet)).pdf)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_thirty_papers_go_on_under_a_repeated_header() -> None:
    papers = tuple(FiledPaper(f"Giấy tờ thứ {n}", "Bản chính", "1") for n in range(1, 31))
    sheets = pages(drawn(samples.receipt(papers=papers)))
    assert len(sheets) == 2
    assert all("TTThànhphầnhồsơnộp" in sheet for sheet in sheets)
    assert all(any(f"Giấytờthứ{n}B" in sheet for sheet in sheets) for n in range(1, 31))
    assert samples.CODE in sheets[1]


@pytest.mark.parametrize("form", [samples.control_slip(60), samples.register(60)])
def test_long_lists_repeat_their_header_and_number_their_pages(form: Any) -> None:
    sheets = pages(drawn(form))
    assert len(sheets) > 2
    assert all(
        "TT" in sheet and f"Trang{n}/{len(sheets)}" in sheet
        for n, sheet in enumerate(sheets[:-1], 1)
    )


def test_a_name_of_two_hundred_letters_is_printed_whole() -> None:
    filer = Party(LONG_NAME, LONG_NAME, "0983 000 318")
    on_paper = text(drawn(samples.receipt(filer=filer, filed_by=LONG_NAME)))
    assert on_paper.count(squeezed(LONG_NAME)) == 3


def test_a_word_without_spaces_stays_on_the_sheet() -> None:
    on_paper = text(drawn(samples.receipt(request="x" * 300)))
    assert "x" * 300 in on_paper


@pytest.mark.parametrize("form", [samples.receipt(), samples.result(), samples.apology_letter()])
def test_typesetting_code_in_a_field_is_only_text(form: Any) -> None:
    field = "abstract" if form.kind == "result" else "request"
    hostile = text(drawn(replace(form, **{field: HOSTILE})))
    plain = text(drawn(replace(form, **{field: PLAIN})))
    assert squeezed(HOSTILE) in hostile
    assert hostile.replace(squeezed(HOSTILE), "") == plain.replace(squeezed(PLAIN), "")


def test_what_no_font_can_draw_never_stops_a_receipt() -> None:
    filer = Party("Lò Văn 漢 😀 \u202eTáo\x07", "Bản Mò", "")
    on_paper = text(drawn(samples.receipt(filer=filer)))
    assert "LòVăn\ufffd\ufffdTáo" in on_paper


def test_text_is_composed_whichever_way_it_was_typed() -> None:
    decomposed = "Nguye\u0302\u0303n Thi\u0323 Hoa\u0300"
    assert "NguyễnThịHoà" in text(drawn(samples.receipt(filed_by=decomposed)))


def test_the_notice_sheet_of_a_big_procedure_ends_on_the_second_page() -> None:
    assert len(pages(drawn(samples.notice_sheet(30)))) <= 2
    assert len(pages(drawn(samples.notice_sheet(10, name="Cấp phép " * 120)))) <= 2


@pytest.mark.slow
def test_only_the_shipped_fonts_are_used_and_embedded(tmp_path: Path) -> None:
    if shutil.which("pdffonts") is None:
        pytest.skip("pdffonts is not installed")
    for form in samples.every_form():
        path = tmp_path / f"{form.kind}.pdf"
        path.write_bytes(drawn(form, copy_number=1).pdf)
        listed = subprocess.run(
            ["pdffonts", path], capture_output=True, text=True, check=True
        ).stdout.splitlines()[2:]
        assert listed
        for line in listed:
            assert "+NotoSerif-" in line or "+NotoSans-" in line
            assert line.split()[-5:-2] == ["yes", "yes", "yes"]


def test_the_language_is_vietnamese_and_the_title_is_set() -> None:
    reader = PdfReader(BytesIO(drawn(samples.supplement_request()).pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"
    assert str(reader.root_object["/Lang"]).startswith("vi")


@pytest.mark.slow
def test_threads_draw_the_same_document() -> None:
    once = drawn(samples.receipt()).sha256
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: drawn_anew(samples.receipt()).sha256, range(12)))
    assert set(made) == {once}


def test_the_apology_of_2025_proposes_to_extend_that_of_2018_does_not() -> None:
    letter = samples.apology_letter()
    assert "đềnghịgiahạn" in text(drawn(letter, pack_named("2025")))
    assert "giahạn" not in text(drawn(letter, pack_named("2018")))


def test_a_result_nobody_signed_says_so_until_it_is_signed() -> None:
    said = text(drawn(samples.result()))
    assert "chưakýsố" in said
    assert "Notdigitallysigned" in said
    assert "chưakýsố" not in text(drawn(samples.result(is_digitally_signed=True))).casefold()
