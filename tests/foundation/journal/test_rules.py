"""Events, leaves and trees as pure functions."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.journal.rules import SYSTEM, Event, UnknownKind, event_of
from motcua.foundation.journal.rules.leaf import Written, canonical, leaf
from motcua.foundation.journal.rules.merkle import (
    leaf_hash,
    node_hash,
    path_of,
    root_from,
    root_of,
)
from motcua.foundation.journal.rules.seal import Problem, ProblemKind, compare


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True)
class EverythingTold(Event):
    kind: ClassVar[str] = "everything.told"
    subject_kind: ClassVar[str] = "thing"

    thing_id: int
    text: str
    is_true: bool
    on: date
    at: datetime
    amount: Decimal
    key: UUID
    colour: Colour
    days: tuple[date, ...]
    pair: tuple[str, int]
    fees: dict[str, Decimal]
    maybe: Colour | None = None


SINCE, UNTIL = datetime(1900, 1, 1), datetime(2200, 1, 1)  # noqa: DTZ001 - hypothesis asks so
INSTANTS = st.datetimes(SINCE, UNTIL, timezones=st.just(UTC))
EVENTS = st.builds(
    EverythingTold,
    thing_id=st.integers(-(2**63), 2**63),
    text=st.text(),
    is_true=st.booleans(),
    on=st.dates(),
    at=INSTANTS,
    amount=st.decimals(allow_nan=False, allow_infinity=False),
    key=st.uuids(),
    colour=st.sampled_from(Colour),
    days=st.lists(st.dates()).map(tuple),
    pair=st.tuples(st.text(), st.integers()),
    fees=st.dictionaries(st.text(), st.decimals(allow_nan=False, allow_infinity=False)),
    maybe=st.none() | st.sampled_from(Colour),
)


@given(EVENTS)
def test_an_event_comes_back_from_json_as_it_was(event: EverythingTold) -> None:
    assert event_of(event.kind, event.body()) == event


def test_an_event_outside_dossiers_has_no_dossier() -> None:
    @dataclass(frozen=True)
    class GateOpened(Event):
        kind: ClassVar[str] = "gate.opened"
        subject_kind: ClassVar[str] = "gate"
        gate_id: int

    assert GateOpened(4).dossier_id is None
    assert GateOpened(4).subject_id == "4"


def test_an_older_entry_lacks_the_fields_added_since() -> None:
    key, at = UUID(int=1), datetime(2026, 11, 20, tzinfo=UTC)
    body = EverythingTold(
        1, "", True, at.date(), at, Decimal(1), key, Colour.RED, (), ("", 1), {}
    ).body()
    del body["maybe"]
    assert event_of("everything.told", body | {"retired": 1}).body()["maybe"] is None


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(UnknownKind, match=r"no\.such"):
        event_of("no.such", {})


def _written(at: datetime, body: dict[str, str]) -> Written:
    return Written(at, SYSTEM, None, "a.b", "thing", "1", None, {**body}, None)


@given(INSTANTS, st.dictionaries(st.text(), st.text()), st.binary(min_size=16, max_size=16))
def test_a_leaf_depends_on_content_not_on_writing(
    at: datetime, body: dict[str, str], salt: bytes
) -> None:
    elsewhere = at.astimezone(timezone(timedelta(hours=7)))
    reordered = dict(reversed(body.items()))
    assert leaf(_written(at, body), salt) == leaf(_written(elsewhere, reordered), salt)


@given(st.dictionaries(st.text(), st.text()), st.dictionaries(st.text(), st.text()))
def test_different_bodies_are_different_bytes(one: dict[str, str], other: dict[str, str]) -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    same = canonical(_written(at, one)) == canonical(_written(at, other))
    assert same == (one == other)


def _rfc_6962_root(leaves: list[bytes]) -> bytes:
    """The definition in the standard, word for word: split at the largest power of two."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(_rfc_6962_root(leaves[:split]), _rfc_6962_root(leaves[split:]))


@given(st.lists(st.binary(max_size=4), max_size=70))
def test_the_root_is_that_of_the_standard(leaves: list[bytes]) -> None:
    assert root_of([leaf_hash(content) for content in leaves]) == _rfc_6962_root(leaves)


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=70), st.data())
def test_a_path_leads_from_its_leaf_to_the_root_and_from_no_other(
    leaves: list[bytes], draw: st.DataObject
) -> None:
    hashes = [leaf_hash(content) for content in leaves]
    index = draw.draw(st.integers(0, len(hashes) - 1))
    path = path_of(hashes, index)
    assert root_from(hashes[index], index, len(hashes), path) == root_of(hashes)
    assert root_from(leaf_hash(b"another"), index, len(hashes), path) != root_of(hashes)
    assert root_from(hashes[index], index, len(hashes), (*path, b"x")) is None


@given(st.dictionaries(st.integers(0, 9), st.binary(max_size=1), min_size=1))
def test_comparison_is_silent_only_when_nothing_differs(found: dict[int, bytes]) -> None:
    sealed = {1: b"a", 2: b"b", 3: b"c"}
    assert (compare(5, sealed, found) == ()) == (found == sealed)


def test_two_entries_in_each_others_place_are_swapped() -> None:
    problems = compare(5, {1: b"a", 2: b"b"}, {1: b"b", 2: b"a"})
    assert problems == (
        Problem(ProblemKind.SWAPPED, 5, 1),
        Problem(ProblemKind.SWAPPED, 5, 2),
    )
