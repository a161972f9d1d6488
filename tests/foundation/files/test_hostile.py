"""Nothing of the hostile corpus comes in, and what people really send does."""

import pytest

from motcua.foundation.files.actions.taking import look_at
from motcua.foundation.files.rules import IntakeRule, MediaType, Problem, clean_name
from tests.foundation.files.hostile import EICAR, all_hostile, package, pdf, picture

PAPER = IntakeRule(
    "paper",
    frozenset({MediaType.PDF, MediaType.JPEG, MediaType.PNG, MediaType.TIFF, MediaType.DOCX}),
)


@pytest.mark.slow
def test_no_hostile_file_is_let_in() -> None:
    corpus = all_hostile()
    let_in = [name for name, content in corpus if not _refusals(name, content)]

    assert let_in == []
    assert len(corpus) >= 150


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("đơn đề nghị.pdf", pdf()),
        ("CCCD mặt trước.JPG", picture("JPEG")),
        ("ảnh chụp.png", picture("PNG")),
        ("bản quét.tiff", picture("TIFF")),
        ("phone.jpg", picture("PNG")),
        ("đơn.docx", package({"word/document.xml": b"<w:document/>"})),
    ],
)
def test_what_people_send_comes_in(name: str, content: bytes) -> None:
    assert _refusals(name, content) == []


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("x.pdf", b"", Problem.EMPTY),
        ("x.com", EICAR, Problem.UNKNOWN_TYPE),
        ("x.pdf", picture("PNG"), Problem.NAME_LIES),
        ("x.pdf", pdf() + b"PK\x05\x06" * 400, Problem.TWO_IN_ONE),
    ],
)
def test_a_refusal_is_named(name: str, content: bytes, problem: Problem) -> None:
    assert problem in _refusals(name, content)


def _refusals(name: str, content: bytes) -> list[Problem]:
    found = look_at(clean_name(name), content, PAPER)
    return [refusal.problem for refusal in found.refusals]
