"""One box for everything: a code, a name in any order, a telephone's tail, an identity number."""

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.fields import BooleanField

from motcua.casework.dossiers.models import Dossier, Party
from motcua.casework.lifecycle.at_counter import COLUMNS, CounterRow, row_of
from motcua.casework.lifecycle.queries import visible_to
from motcua.kit.identity import digits, kind_of
from motcua.kit.phone import phone
from motcua.kit.telex import telex_repair
from motcua.kit.text import fold, words
from motcua.registers.organisation.rules import Acting

_CODE = re.compile(r"[A-Z]\d{2}(\.\d{2,3})+-\d{6}-\d{4,}", re.I)
_SERIAL = re.compile(r"\d{6}-\d{4,}")
_TAIL = 4
PAGE = 30

# The owner's words as the register of applicants keeps them, with its index by word.
_BY_WORDS = """
SELECT id FROM people_applicant
WHERE to_tsvector('simple'::regconfig, COALESCE(search_key, ''))
  @@ to_tsquery('simple'::regconfig, %s)
"""
_SAME_ACCENTS = """string_to_array("people_applicant"."written_key", ' ') @> %s::text[]"""


@dataclass(frozen=True)
class Mark:
    """The last row shown: whether its accents were the same, and its id."""

    is_exact: bool = True
    dossier_id: int = 0


@dataclass(frozen=True)
class Found:
    """A page of dossiers; `next` continues after it, None at the end."""

    rows: tuple[CounterRow, ...]
    next: Mark | None


def find(by: Acting, text: str, after: Mark | None = None, most: int = PAGE) -> Found:
    """Return the dossiers in sight that answer the text: same accents first, then the newest.

    One statement. Names typed with a wrong keyboard are repaired when nothing was found.
    """
    found = _page(_matching(visible_to(by), text), words(text), after, most)
    repaired = telex_repair(text)
    if found.rows or repaired == text:
        return found
    return _page(_matching(visible_to(by), repaired), words(repaired), after, most)


def code_in(text: str) -> str:
    """Return the dossier code in what was typed or scanned from a receipt, "" for none."""
    found = _CODE.search(text)
    return found[0].upper() if found else ""


def _matching(seen: QuerySet[Dossier], text: str) -> QuerySet[Dossier]:
    plain = text.strip()
    number = digits(plain)
    if code := code_in(plain):
        return seen.filter(code=code)
    if _SERIAL.fullmatch(plain):
        return seen.filter(code__endswith=f"-{plain}")
    if kind_of(number) is not None and phone(plain) is None:
        return seen.filter(pk__in=Party.objects.filter(identity_number=number).values("dossier_id"))
    if full := phone(plain):
        theirs = Party.objects.filter(phone=full).values("dossier_id")
        return seen.filter(Q(phone_tail=full[-_TAIL:]) & Q(pk__in=theirs))
    if number.isdigit() and len(number) == _TAIL:
        return seen.filter(phone_tail=number)
    return _by_name(seen, plain)


def _by_name(seen: QuerySet[Dossier], text: str) -> QuerySet[Dossier]:
    folded = words(fold(text))
    if not folded:
        return seen.none()
    prefixes = " & ".join(f"{word}:*" for word in folded)
    return seen.filter(owner__in=RawSQL(_BY_WORDS, [prefixes]))  # noqa: S611 - a parameter


def _page(dossiers: QuerySet[Dossier], written: list[str], after: Mark | None, most: int) -> Found:
    same = RawSQL(_SAME_ACCENTS, [written], output_field=BooleanField())  # noqa: S611 - a parameter
    ranked = dossiers.annotate(is_exact=same).order_by("-is_exact", "-pk")
    if after is not None:
        older = Q(pk__lt=after.dossier_id, is_exact=after.is_exact)
        ranked = ranked.filter(older | Q(is_exact=False) if after.is_exact else older)
    # The owner's own column brings his table in, whose accents are compared.
    found = list(ranked.values_list("is_exact", "owner__written_key", *COLUMNS)[: most + 1])
    rows = tuple(row_of(row[2:]) for row in found[:most])
    return Found(rows, Mark(found[most - 1][0], rows[-1].dossier_id) if len(found) > most else None)
