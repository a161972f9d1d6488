"""Invented persons: names as frequent as real ones, numbers that agree with the person."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from motcua.demo.history.dice import POCKETS, Wheel
from motcua.demo.history.names import name_of
from motcua.demo.history.people import newcomers, owner_of, person
from motcua.kit.identity import Sex, parse_personal_number
from motcua.kit.phone import phone
from motcua.kit.text import fold

SEED, MANY = 7, 30_000
PEOPLE = [person(number, SEED, 130) for number in range(MANY)]


def test_family_names_come_as_often_as_in_life() -> None:
    first = Counter(one.name.split()[0] for one in PEOPLE)
    share = {family: 100 * count / MANY for family, count in first.items()}
    assert 36 < share["Nguyễn"] < 41
    assert 9.5 < share["Trần"] < 12.5
    assert 8 < share["Lê"] < 11


def test_three_in_a_hundred_are_written_with_d_and_one_is_foreign() -> None:
    with_d = [one for one in PEOPLE if all(word[0] == "Đ" for word in one.name.split())]
    foreign = [one for one in PEOPLE if one.name.isascii() and "-" not in fold(one.name)]
    assert 0.027 < len(with_d) / MANY < 0.035
    assert 0.004 < len(foreign) / MANY < 0.03


def test_a_middle_name_agrees_with_the_sex() -> None:
    wrong = [one for one in PEOPLE if one.sex is Sex.MALE and " Thị " in one.name]
    wrong += [one for one in PEOPLE if one.sex is Sex.FEMALE and " Văn " in one.name]
    assert wrong == []


def test_names_are_many() -> None:
    """What 550,000 persons (a million dossiers) bear grows from what 30,000 do: most are new."""
    assert len({fold(one.name) for one in PEOPLE}) > 22_000


def test_a_number_is_nobody_elses_and_tells_the_truth() -> None:
    assert len({one.identity_number for one in PEOPLE}) == MANY
    for one in PEOPLE[:2_000]:
        told = parse_personal_number(one.identity_number)
        assert told is not None
        assert (told.sex, told.birth_year) == (one.sex, one.birth_on.year)
        assert phone(one.phone) == one.phone


@given(st.integers(0, 10**7), st.integers(0, 2**63))
def test_whoever_files_has_been_here_or_is_the_next_newcomer(dossier: int, luck: int) -> None:
    owner = owner_of(dossier, luck)
    assert 0 <= owner < newcomers(dossier + 1)


@given(st.dictionaries(st.integers(), st.floats(0.01, 100), min_size=1, max_size=60))
def test_a_wheel_has_a_pocket_for_everyone_and_no_more_than_it_has(
    weights: dict[int, float],
) -> None:
    wheel = Wheel(weights)
    assert len(wheel.pockets) == POCKETS
    assert set(wheel.pockets) == set(weights)


def test_the_same_number_is_the_same_person() -> None:
    assert name_of(41, SEED, Sex.MALE) == name_of(41, SEED, Sex.MALE)
    assert person(41, SEED, 130) == PEOPLE[41]
