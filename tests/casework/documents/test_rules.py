"""Packs by day, preconditions, legible text, codes and clean streams."""

import zlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.casework.documents.codes import _WIDTHS, code128_svg, code128_symbols, qr_svg
from motcua.casework.documents.rules import (
    FormKind,
    Lack,
    NoSuchForm,
    all_packs,
    lacks,
    pack_on,
    template_of,
)
from motcua.casework.documents.rules.legible import legible
from motcua.casework.documents.rules.preconditions import is_reason
from motcua.casework.documents.rules.streams import end_streams_cleanly
from tests.casework.documents import samples

NOBODY = replace(samples.DIRECTOR, name=" ")


def test_the_day_of_the_act_chooses_the_pack() -> None:
    assert pack_on(date(2025, 6, 30)).key == "2018"
    assert pack_on(date(2025, 7, 1)).key == "2025"


def test_every_day_since_the_decree_has_exactly_one_pack() -> None:
    day = all_packs()[0].valid_from
    while day < date(2028, 1, 1):
        assert sum(pack.covers(day) for pack in all_packs()) == 1
        day += timedelta(1)


def test_the_stop_notice_came_with_the_new_pack_and_moved_the_numbers() -> None:
    with pytest.raises(NoSuchForm):
        template_of(FormKind.STOP_NOTICE, date(2025, 6, 30))
    assert template_of(FormKind.CONTROL_SLIP, date(2025, 6, 30)).number == "05"
    assert template_of(FormKind.CONTROL_SLIP, date(2025, 7, 1)).number == "06"
    assert template_of(FormKind.REGISTER, date(2025, 6, 30)).number == "06"
    assert template_of(FormKind.REGISTER, date(2025, 7, 1)).number == "07"


def test_no_pack_before_the_decree() -> None:
    with pytest.raises(NoSuchForm):
        pack_on(date(2018, 1, 1))


def test_complete_forms_lack_nothing() -> None:
    assert [lacks(form) for form in samples.every_form()] == [()] * len(samples.every_form())


@pytest.mark.parametrize(
    ("form", "lack"),
    [
        (samples.receipt(dossier_code=""), Lack.DOSSIER_CODE),
        (samples.receipt(received_at=samples.at(23, 8)), Lack.RECEPTION),
        (samples.receipt(due_at=samples.at(21, 8)), Lack.DUE_AFTER_RECEPTION),
        (samples.supplement_request(items=()), Lack.ITEMS),
        (samples.supplement_request(items=("bản vẽ", "  ")), Lack.ITEMS),
        (samples.supplement_request(reason="HTTP 500"), Lack.REASON),
        (samples.supplement_request(legal_basis=" "), Lack.LEGAL_BASIS),
        (samples.supplement_request(stage_text=""), Lack.STAGE),
        (samples.supplement_request(signer=NOBODY), Lack.SIGNER),
        (samples.refusal_notice(reasons=("E1042",)), Lack.REASON),
        (samples.refusal_notice(reasons=()), Lack.REASON),
        (samples.refusal_notice(signer=NOBODY), Lack.SIGNER),
        (samples.apology_letter(extensions_before=1), Lack.SECOND_EXTENSION),
        (samples.apology_letter(new_due_at=samples.at(20, 17, month=10)), Lack.NEW_DUE),
        (samples.apology_letter(reason=""), Lack.REASON),
        (samples.stop_notice(has_decided_result=True), Lack.RESULT_ALREADY_DECIDED),
        (samples.stop_notice(stop_request=""), Lack.STOP_REQUEST),
        (samples.stop_notice(decision=""), Lack.DECISION),
        (samples.stop_notice(finances=""), Lack.FINANCES),
        (
            replace(samples.control_slip(), rows=samples.control_slip(4).rows[::-1]),
            Lack.HISTORY,
        ),
        (replace(samples.register(), period_to=date(2026, 9, 21)), Lack.PERIOD),
        (replace(samples.register(), source=""), Lack.SOURCE),
        (samples.fee_receipt(total_vnd=1), Lack.TOTAL),
        (samples.result(head=replace(samples.HEAD, number="")), Lack.NUMBER),
        (samples.result(signer=NOBODY), Lack.SIGNER),
    ],
)
def test_a_form_says_what_it_lacks(form: object, lack: Lack) -> None:
    assert lacks(form) == (lack,)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["", "  ", "E1042", "ERR_TIMEOUT", "HTTP 500", "500", "error: 12"])
def test_an_error_code_is_no_reason(code: str) -> None:
    assert not is_reason(code)


@pytest.mark.parametrize("reason", ["Thiếu bản vẽ móng", "Error in the land map of plot 12", "Hết"])
def test_a_sentence_is_a_reason(reason: str) -> None:
    assert is_reason(reason)


@given(st.text())
def test_legible_text_is_stable_and_covered(text: str) -> None:
    once = legible(text)
    shown = once.replace("\ufffd", "?")
    assert legible(shown) == shown
    assert "\u202e" not in once


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệốồổỗộớờởỡợứừửữựỳỷỹỵ -.,"))
def test_vietnamese_is_never_altered(text: str) -> None:
    assert legible(text) == text


def test_code_128_of_a_known_text() -> None:
    # By hand: (104 + 1*48 + 2*42 + 3*42 + 4*17 + 5*18 + 6*19 + 7*35) mod 103 = 55.
    assert code128_symbols("PJJ123C") == [104, 48, 42, 42, 17, 18, 19, 35, 55]


def test_bar_code_symbols_are_distinct_and_have_even_bars() -> None:
    symbols = [_WIDTHS[n : n + 6] for n in range(0, len(_WIDTHS), 6)]
    assert len(set(symbols)) == 106
    assert all(sum(map(int, symbol)) == 11 for symbol in symbols)
    assert all(sum(map(int, symbol[::2])) % 2 == 0 for symbol in symbols)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), min_size=1))
def test_every_bar_code_symbol_is_eleven_modules_wide(text: str) -> None:
    width = 11 * len(code128_symbols(text)) + 13 + 20
    assert f'viewBox="0 0 {width} 1"' in code128_svg(text)


def test_a_bar_code_refuses_what_it_cannot_hold() -> None:
    with pytest.raises(ValueError, match="Đ"):
        code128_svg("Đ")


def test_codes_are_pure_geometry() -> None:
    assert '<path d="M' in qr_svg("https://motcua.example/?a=<script>")
    assert "script" not in qr_svg("https://motcua.example/?a=<script>")


def ambiguous_pdf() -> tuple[bytes, bytes]:
    """Return a small PDF whose only stream happens to end with a carriage return."""
    plain = next(
        text for n in range(100_000) if zlib.compress(text := b"q %d Q" % n).endswith(b"\r")
    )
    data = zlib.compress(plain)
    stream = b"1 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream\nendobj\n\n"
    head = b"%PDF-1.7\n"
    body = head + stream % (len(data), data)
    second = len(body)
    body += b"2 0 obj\n<</Type/Catalog>>\nendobj\n\n"
    table = b"xref\n0 3\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \n" % (
        len(head),
        second,
    )
    tail = b"trailer\n<</Size 3/Root 2 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + table + tail, plain


def test_an_ambiguous_stream_end_is_cured_and_the_offsets_follow() -> None:
    pdf, plain = ambiguous_pdf()
    assert b"\r\nendstream" in pdf
    cured = end_streams_cleanly(pdf)
    assert b"\r\nendstream" not in cured
    begin = cured.index(b"stream\n") + 7
    data = cured[begin : cured.index(b"\nendstream")]
    assert zlib.decompress(data).rstrip(b"\n") == plain
    assert b"/Length %d/" % len(data) in cured
    table = int(cured.split(b"startxref\n")[1].split()[0])
    assert cured[table:].startswith(b"xref\n")
    offsets = [int(row.split()[0]) for row in cured[table:].split(b"\n")[2:5]]
    assert cured[offsets[1] :].startswith(b"1 0 obj")
    assert cured[offsets[2] :].startswith(b"2 0 obj")


def test_a_clean_file_only_gains_its_last_line_feed() -> None:
    pdf = ambiguous_pdf()[0].replace(b"\r\nendstream", b" \nendstream")
    assert end_streams_cleanly(pdf) == pdf + b"\n"
