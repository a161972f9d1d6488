"""Which of the papers that a dossier requires a page is, and how sure that is.

A guess is an offer with its confidence; a person confirms it with one key.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from motcua.kit.text import fold, words

_TITLE_LINES = 14
_NAME_WORDS = 14
_IN_BODY = 0.35
_LEAST = 0.3
_MOTTO = "cong hoa xa hoi chu nghia"
_SAYS_NOTHING = frozenset(
    words(
        "va hoac cua cac nhung theo mau so ban chinh sao goc co chung thuc doi voi truong hop neu "
        "phai kem de cho tu tai duoc khong nguoi yeu cau giay to dinh quy"
    )
)


class Ground(StrEnum):
    """Why a page is taken for a paper."""

    FORM_CODE = "form_code"
    TITLE = "title"
    KEYWORDS = "keywords"
    FOLLOWS = "follows"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Wanted:
    """A paper that a dossier requires; `form_code` is printed on its form, if it has one."""

    key: int
    name: str
    form_code: str = ""


@dataclass(frozen=True)
class Guess:
    """A page is paper `key` with `confidence` 0 to 1; None when nothing speaks for any."""

    key: int | None
    confidence: float
    ground: Ground
    is_first_page: bool


def guess(text: str, papers: Sequence[Wanted]) -> Guess:
    """Say which paper a page of `text` is, by form code, else by the words of its title."""
    lines = [line for line in text.splitlines() if line.strip()][:_TITLE_LINES]
    title = " ".join(words(fold(" ".join(_headings(lines)))))
    top, body = " ".join(words(fold(" ".join(lines)))), " ".join(words(fold(text)))
    is_first = _MOTTO in top or bool(title)
    by_code = [paper for paper in papers if _bears(top, paper.form_code)]
    if len(by_code) == 1:
        return Guess(by_code[0].key, 0.98, Ground.FORM_CODE, True)
    ranked = _ranked(papers, title or top, body)
    if not ranked or ranked[0][0] < _LEAST:
        return Guess(None, 0.0, Ground.NOTHING, is_first)
    best, key, in_title = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    confidence = min(best * (1 - 0.6 * (second / best) ** 2), 0.97)
    ground = Ground.TITLE if in_title else Ground.KEYWORDS
    return Guess(key, round(confidence, 2), ground, is_first)


def sorted_into(texts: Iterable[str], papers: Sequence[Wanted]) -> tuple[Guess, ...]:
    """Guess each page of a stack in order; a page without a heading follows the one before it."""
    told: list[Guess] = []
    for text in texts:
        here = guess(text, papers)
        if told and not here.is_first_page and told[-1].key is not None:
            here = Guess(told[-1].key, round(told[-1].confidence * 0.9, 2), Ground.FOLLOWS, False)
        told.append(here)
    return tuple(told)


def _headings(lines: Iterable[str]) -> list[str]:
    """The lines of a title: capitals, but not the motto of the State."""
    found = []
    for line in lines:
        letters = [letter for letter in line if letter.isalpha()]
        capitals = sum(letter.isupper() for letter in letters)
        if len(letters) >= 5 and capitals >= 0.8 * len(letters) and _MOTTO[:11] not in fold(line):
            found.append(line)
    return found


def _bears(top: str, form_code: str) -> bool:
    code = " ".join(words(fold(form_code)))
    return len(code) >= 3 and re.search(rf"\b{re.escape(code)}\b", top) is not None


def _terms(text: str) -> list[str]:
    """Pairs of neighbouring syllables, which are the words of Vietnamese, and single ones."""
    syllables = words(fold(text))
    pairs = [f"{one} {two}" for one, two in pairwise(syllables)]
    singles = [one for one in syllables if one not in _SAYS_NOTHING and len(one) > 1]
    return pairs + singles


def _ranked(papers: Sequence[Wanted], title: str, body: str) -> list[tuple[float, int, bool]]:
    names = {paper.key: _terms(" ".join(words(paper.name)[:_NAME_WORDS])) for paper in papers}
    used_by = Counter(term for terms in names.values() for term in set(terms))
    scores = []
    for key, terms in names.items():
        weights = {term: math.log(1 + len(papers) / used_by[term]) for term in terms}
        total = sum(weights.values()) or 1.0
        heard = sum(weight for term, weight in weights.items() if _says(title, term))
        said = sum(
            weight
            for term, weight in weights.items()
            if not _says(title, term) and _says(body, term)
        )
        scores.append(((heard + _IN_BODY * said) / total, key, heard > _IN_BODY * said))
    return sorted(scores, reverse=True)


def _says(text: str, term: str) -> bool:
    return f" {term} " in f" {text} "
