"""One box for everything: a code, a name in any order, a telephone's tail, an identity number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from motcua.casework.documents.models import Result
from motcua.casework.dossiers.models import Dossier, Party
from motcua.casework.lifecycle.asked import TAIL, Asked, Kind, code_in, folded, readings
from motcua.casework.lifecycle.at_counter import CounterRow, rows_of
from motcua.casework.lifecycle.by_name import (
    NEWEST,
    STRETCHES,
    Ground,
    Words,
    in_dictionary,
    walk,
)
from motcua.casework.lifecycle.queries import visible_to
from motcua.casework.lifecycle.rules import TECHNICAL
from motcua.kit.telex import telex_repair
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.rules import Acting

__all__ = ["PAGE", "Found", "Mark", "code_in", "find", "latest"]

PAGE = 30
FIRST, GROWTH, BATCH = 5, 4, 2_000
"""Candidates are held against what an officer may see: at first so many times the rows that are
wanted, then so many times more, and never more at a time than the last."""

Candidates = Callable[[int, int], Sequence[int]]
"""The newest dossiers before one that answer, so many at most: `(after, most)`."""


@dataclass(frozen=True)
class Mark:
    """The last row shown: whether its accents were the same, and its id."""

    is_exact: bool
    dossier_id: int


@dataclass(frozen=True)
class Found:
    """A page of dossiers; `next` continues after it, None at the end."""

    rows: tuple[CounterRow, ...]
    next: Mark | None


def find(by: Acting, text: str, after: Mark | None = None, most: int = PAGE) -> Found:
    """Return the dossiers in sight that answer the text: same accents first, then the newest.

    The first reading of the text that finds something counts. Names typed with a wrong keyboard
    are repaired when nothing was found. Few statements, however many dossiers there are.
    """
    if by.roles <= TECHNICAL:
        return Found((), None)
    for asked in (*readings(text), *_repaired(text)):
        found = _page(by, asked, after, most)
        if found.rows:
            return found
    return Found((), None)


def latest(by: Acting, most: int) -> tuple[CounterRow, ...]:
    """Return the newest dossiers of the officer's own units."""
    own = Ground(tuple(sorted(by.unit_ids)), STRETCHES[0])
    return tuple(_seen(by, walk(Words(()), own, NEWEST, most).ids, most))


def _repaired(text: str) -> tuple[Asked, ...]:
    repaired = telex_repair(text)
    return () if repaired == text else readings(repaired)


def _page(by: Acting, asked: Asked, after: Mark | None, most: int) -> Found:
    rows: list[CounterRow] = []
    same = 0
    for is_exact, look in _looks(by, asked):
        if after is not None and is_exact and not after.is_exact:
            continue
        from_here = after is not None and after.is_exact == is_exact
        start = after.dossier_id if after is not None and from_here else NEWEST
        rows += look(start, most + 1 - len(rows))
        same = len(rows) if is_exact else same
        if len(rows) > most:
            return Found(tuple(rows[:most]), Mark(same >= most, rows[most - 1].dossier_id))
    return Found(tuple(rows), None)


Look = Callable[[int, int], list[CounterRow]]


def _looks(by: Acting, asked: Asked) -> list[tuple[bool, Look]]:
    """Return how to look, the same accents first when accents were typed."""
    if asked.kind != Kind.NAME:
        return [(False, partial(_in_sight, by, partial(_ids, _CANDIDATES[asked.kind](asked))))]
    written, plain = asked.words, folded(asked.words)
    if written == plain:
        return [(False, partial(_named, by, Words(plain)))]
    return [
        (True, partial(_named, by, Words(written))),
        (False, partial(_named, by, Words(plain, written))),
    ]


def _named(by: Acting, words: Words, after: int, most: int) -> list[CounterRow]:
    """Walk where so common words are met soon; look up the others."""
    likely = words.likely()
    walked = partial(_walked, by, words, after, most)
    stretch = likely.stretch(most, among_all=by.sees_all)
    for far in () if stretch is None else sorted({stretch, max(stretch, STRETCHES[-1])}):
        rows = walked(far)
        if rows is not None:
            return rows
    is_far = stretch is None and likely.dossiers > BATCH and not by.sees_all
    names = partial(in_dictionary, words, likely)
    return _in_sight(by, names, after, most, walked if is_far else None)


def _walked(
    by: Acting, words: Words, after: int, most: int, stretch: int = STRETCHES[-1]
) -> list[CounterRow] | None:
    """Return what a walk among one's own dossiers met, None when more may lie beyond it."""
    units = None if by.sees_all else tuple(sorted(by.unit_ids))
    walked = walk(words, Ground(units, stretch), after, most)
    if len(walked.ids) < most and not walked.is_whole:
        return None
    rows = _seen(by, walked.ids, most)
    return rows if len(rows) == len(walked.ids) else None


def _in_sight(
    by: Acting,
    candidates: Candidates,
    after: int,
    most: int,
    otherwise: Callable[[], list[CounterRow] | None] | None = None,
) -> list[CounterRow]:
    """Return the newest candidates that the officer may see, in growing batches.

    Who sees much has enough after the first; for one who sees little, `otherwise` is tried then.
    """
    rows: list[CounterRow] = []
    batch, start = most if by.sees_all else min(FIRST * most, BATCH), after
    while len(rows) < most:
        ids = candidates(start, batch)
        rows += _seen(by, ids, most - len(rows))
        if len(rows) >= most or len(ids) < batch:
            break
        found = otherwise() if otherwise else None
        if found is not None:
            return found
        otherwise, start = None, ids[-1]
        batch = batch if by.sees_all else min(GROWTH * batch, BATCH)
    return rows


def _seen(by: Acting, ids: Sequence[int], most: int) -> list[CounterRow]:
    if not ids:
        return []
    return list(rows_of(visible_to(by).filter(pk__in=ids).order_by("-pk")[:most]))


def _ids(
    dossiers: "QuerySet[Dossier] | QuerySet[Party] | QuerySet[Result]", after: int, most: int
) -> list[int]:
    name = "pk" if dossiers.model is Dossier else "dossier_id"
    older = dossiers.filter(**{f"{name}__lt": after}).order_by(f"-{name}")
    return list(older.values_list(name, flat=True).distinct()[:most])


def _of_serial(asked: Asked) -> QuerySet[Dossier]:
    """Every unit counts for itself: the codes that may be meant are few and stand in an index."""
    codes = Unit.objects.values_list(Concat(F("code"), Value(f"-{asked.value}")))
    return Dossier.objects.filter(code__in=codes)


def _of_tail(asked: Asked) -> QuerySet[Dossier]:
    ends = Dossier.objects.filter(phone_tail=asked.value[-TAIL:])
    if len(asked.value) == TAIL:
        return ends
    longer = Party.objects.filter(dossier=OuterRef("pk"), phone__endswith=asked.value)
    return ends.filter(Exists(longer))


_CANDIDATES: dict[Kind, Callable[[Asked], "QuerySet[Dossier] | QuerySet[Party] | QuerySet[Result]"]]
_CANDIDATES = {
    Kind.CODE: lambda asked: Dossier.objects.filter(code=asked.value),
    Kind.SERIAL: _of_serial,
    Kind.EXTERNAL: lambda asked: Dossier.objects.filter(
        external_code__in=[asked.value, asked.value.upper()]
    ),
    Kind.IDENTITY: lambda asked: Party.objects.filter(applicant__identity_number=asked.value),
    Kind.PHONE: lambda asked: Party.objects.filter(phone=asked.value),
    Kind.TAIL: _of_tail,
    Kind.PAPER: lambda asked: Result.objects.filter(number__in=[asked.value, asked.value.upper()]),
}
