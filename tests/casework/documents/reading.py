"""Draw a form and read the PDF back."""

import re
from functools import lru_cache
from typing import Any

import pypdfium2
import pytest

from motcua.casework.documents.render import Rendered, render
from motcua.casework.documents.rules import NoSuchForm, Pack, all_packs, as_payload
from tests.casework.documents import samples


def drawn(form: Any, pack: Pack | None = None, copy_number: int = 0) -> Rendered:
    """Return the form drawn by `pack`, by default the newest one; once for all who look at it."""
    return _kept(form, pack or all_packs()[-1], copy_number)


def drawn_anew(form: Any, pack: Pack | None = None, copy_number: int = 0) -> Rendered:
    """Draw a form now."""
    return render(
        form.kind,
        pack or all_packs()[-1],
        as_payload(form),
        copy_number=copy_number,
        verify_url=samples.URL,
    )


_kept = lru_cache(maxsize=256)(drawn_anew)


def pages(rendered: Rendered) -> list[str]:
    """Return the text of each page without any white space: a line may break inside a value."""
    return list(_pages(rendered.pdf))


@lru_cache(maxsize=256)
def _pages(pdf: bytes) -> tuple[str, ...]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return tuple(squeezed(page.get_textpage().get_text_range()) for page in opened)


def text(rendered: Rendered) -> str:
    """Return the text of the whole document without white space."""
    return "".join(pages(rendered))


def squeezed(value: str) -> str:
    """Return `value` without white space and break opportunities."""
    return re.sub(r"[\s\u200b]+", "", value)


def every_form_of_every_pack() -> list[Any]:
    """Return (form, pack) for each form that a pack has; the quick tests read the newest."""
    cases = []
    for form in samples.every_form():
        for pack in all_packs():
            try:
                pack.row(form.kind)
            except NoSuchForm:
                continue
            marks = () if pack == all_packs()[-1] else (pytest.mark.slow,)
            cases.append(pytest.param(form, pack, id=f"{form.kind.value}-{pack.key}", marks=marks))
    return cases
