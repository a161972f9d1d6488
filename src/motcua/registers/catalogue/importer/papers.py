"""Papers as the catalogue prints them: counts in a text, conditions in the name."""

import re

from motcua.kit.text import fold
from motcua.registers.catalogue.rules.draft import PaperDraft

LONGEST_NAME = 2000
_COUNTS = re.compile(r"ban chinh ?: ?([0-9]{1,2})\b.{0,20}?ban sao ?: ?([0-9]{1,2})\b")
_CONDITION = re.compile(r"^[-+*. ]*(?:truong hop|neu|doi voi|khi|luu y|ghi chu)\b")
_BULLET = re.compile(r"^[\s\-+*•.]+|[\s;]+$")
_EMPTY_FORM = re.compile(r"ma=$")


def counts_of(text: str) -> tuple[int, int] | None:
    """Return originals and copies of `Bản chính: 1 - Bản sao: 0`; None for any other text."""
    match = _COUNTS.search(fold(text))
    return (int(match[1]), int(match[2])) if match else None


def paper_of(
    name: str, counts: tuple[int, int] | None, *, case: str = "", code: str = "", form_url: str = ""
) -> PaperDraft:
    """Return the paper; conditional prose and 0/0 counts make it one that not everybody brings."""
    clean = _BULLET.sub("", name)[:LONGEST_NAME]
    originals, copies = counts or (0, 0)
    is_conditional = bool(_CONDITION.match(fold(clean))) or counts == (0, 0)
    return PaperDraft(
        clean,
        case=case,
        code=code[:60],
        form_url="" if _EMPTY_FORM.search(form_url) else form_url[:1000],
        originals=originals,
        copies=copies,
        condition_text=clean if is_conditional else "",
        is_required=not is_conditional,
    )
