"""Every form as a PDF: conformant, legible, deterministic, inert."""

import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from motcua.casework.documents.render import Rendered, render
from motcua.casework.documents.rules.packs import NoSuchForm, Pack, all_packs
from motcua.casework.documents.rules.pieces import as_payload
from tests.casework.documents import samples


def drawn(form: Any, pack: Pack | None = None, copy_number: int = 0) -> Rendered:
    return render(
        form.kind,
        pack or all_packs()[-1],
        as_payload(form),
        copy_number=copy_number,
        verify_url=samples.URL,
    )


def pages(rendered: Rendered) -> list[str]:
    """The text of each page, white space and break opportunities levelled."""
    reader = PdfReader(BytesIO(rendered.pdf))
    return [re.sub(r"\s+", " ", page.extract_text().replace("\u200b", "")) for page in reader.pages]


def text(rendered: Rendered) -> str:
    return " ".join(pages(rendered))


def squeezed(value: str) -> str:
    """Without any white space: a line may break inside a value."""
    return re.sub(r"\s+", "", value)


def every_form_of_every_pack() -> list[Any]:
    cases = []
    for form in samples.every_form():
        for pack in all_packs():
            try:
                pack.row(form.kind)
            except NoSuchForm:
                continue
            cases.append(pytest.param(form, pack, id=f"{form.kind.value}-{pack.key}"))
    return cases


@pytest.mark.parametrize(("form", "pack"), every_form_of_every_pack())
def test_the_same_data_gives_the_same_bytes(form: Any, pack: Pack) -> None:
    assert drawn(form, pack).pdf == drawn(form, pack).pdf


def test_an_ordinary_receipt_is_one_sheet() -> None:
    assert len(pages(drawn(samples.receipt()))) == 1
