"""Whatever comes in, there is an answer, and no attack is ever green. The walls hold as well."""

import os
import resource

import pytest

from motcua.casework.signing import examining
from motcua.casework.signing.pades.checking import examine
from motcua.casework.signing.rules.verdicts import Colour, Whole
from motcua.kit import clock
from tests.casework.signing import attacks, hostile
from tests.casework.signing.authority import Bench

LEAST = 60
_COSTLY = {"zip_bomb_in_an_object_stream"}


def test_there_are_enough_attacks() -> None:
    assert hostile.zeros.__name__ in attacks.EVERY
    assert len(attacks.EVERY) >= LEAST


def test_the_files_they_are_made_of_are_green(bench: Bench) -> None:
    for pdf in (attacks.good(bench), attacks.result(bench)):
        assert examine(pdf, bench.evidence).colour is Colour.GREEN


@pytest.mark.parametrize("name", sorted(attacks.EVERY.keys() - _COSTLY))
def test_no_attack_is_green(bench: Bench, name: str) -> None:
    assert examine(attacks.EVERY[name](bench), bench.evidence).colour is not Colour.GREEN


@pytest.mark.django_db
def test_what_costs_too_much_is_answered_too(bench: Bench) -> None:
    for name in sorted(_COSTLY):
        found = examining.verdict(attacks.EVERY[name](bench), clock.now())
        assert found.colour is not Colour.GREEN


@pytest.mark.django_db
def test_too_large_a_file_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "LARGEST_FILE", 10)
    assert examining.verdict(b"%PDF-1.7 and more", clock.now()).whole is Whole.TOO_COSTLY


@pytest.mark.django_db
def test_a_report_of_the_last_hour_is_given_again(bench: Bench) -> None:
    pdf = attacks.good(bench)
    first = examining.verdict(pdf, clock.now())
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    assert examining.verdict(pdf, clock.now()) == first
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime == used
    assert os.getpid() > 0
