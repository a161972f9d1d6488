"""Whether a PDF bears a signature: every field is looked at, words and gaps prove nothing."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from motcua.foundation.files.examining import pdf

SIGNED, UNFINISHED = "signed", "unfinished"


@pytest.mark.parametrize(
    ("values", "is_signed"),
    [
        ((), False),
        ((UNFINISHED,), False),
        ((SIGNED,), True),
        ((SIGNED, UNFINISHED), True),
        ((UNFINISHED, SIGNED), True),
    ],
)
def test_one_signature_among_the_fields_is_enough(values: tuple[str, ...], is_signed: bool) -> None:
    made = pikepdf.new()
    made.add_blank_page()
    fields = Array(
        [made.make_indirect(Dictionary(FT=Name.Sig, V=_value(value))) for value in values]
    )
    made.Root.AcroForm = Dictionary(Fields=fields)
    out = BytesIO()
    made.save(out)
    assert pdf.facts_of(out.getvalue()).is_signed is is_signed


def _value(kind: str) -> Dictionary:
    if kind == UNFINISHED:
        return Dictionary(Type=Name.Sig)
    return Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=pikepdf.String("x"))
