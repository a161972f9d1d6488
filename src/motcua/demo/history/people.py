"""The applicants: numbered persons whose name, sex, birth, number, phone and home agree."""

from datetime import date
from typing import NamedTuple

from motcua.demo.history.dice import mixed
from motcua.demo.history.names import name_of
from motcua.kit.identity import Sex

NEW_IN_A_THOUSAND = 550
"""Of a thousand dossiers so many are of somebody who never came before; the others return."""
_FIRST_BIRTH = date(1944, 1, 1).toordinal()
_BIRTHS = date(2006, 12, 31).toordinal() - _FIRST_BIRTH
_MOBILE = (
    "096", "097", "098", "086", "032", "033", "034", "035", "038", "039", "091", "094",
    "083", "084", "085", "088", "090", "093", "070", "076", "077", "079", "092", "056",
)  # fmt: skip
_PROVINCES = ("040", "038", "042", "001", "036", "037", "030", "034", "044", "079", "066", "011")
"""Nghệ An first; further millions were registered elsewhere."""


class Person(NamedTuple):
    """A person as filed; `home` is the position of the commune in the list of communes."""

    name: str
    sex: Sex
    birth_on: date
    identity_number: str
    phone: str
    house: int
    home: int


def person(number: int, seed: int, homes: int) -> Person:
    """Return the person of that number; the twelve digits are well formed and nobody's."""
    bits = mixed(number, seed ^ 0x5045)
    sex = Sex.FEMALE if bits & 1 else Sex.MALE
    born = date.fromordinal(_FIRST_BIRTH + (bits >> 1) % _BIRTHS)
    more = mixed(number, seed ^ 0x5046)
    return Person(
        name=name_of(number, seed, sex),
        sex=sex,
        birth_on=born,
        identity_number=_number(number, sex, born, seed),
        phone=f"{_MOBILE[more % len(_MOBILE)]}{(more >> 5) % 10_000_000:07d}",
        house=1 + (more >> 40) % 240,
        home=(bits >> 20) % homes,
    )


def _number(number: int, sex: Sex, born: date, seed: int) -> str:
    """Province, century and sex, year, six digits: a walk through them, so that none comes twice.

    Step and modulus share no factor: the six digits repeat after a million persons, and then the
    province of registration is another.
    """
    century = 2 * (born.year >= 2000) + (sex is Sex.FEMALE)
    lap, place = divmod(number, 1_000_000)
    last = (place * 387_420_489 + mixed(lap, seed)) % 1_000_000
    return f"{_PROVINCES[lap]}{century}{born.year % 100:02d}{last:06d}"


def newcomers(dossiers: int) -> int:
    """Return how many persons the first so many dossiers brought."""
    return -(-dossiers * NEW_IN_A_THOUSAND // 1000)


def owner_of(dossier: int, luck: int) -> int:
    """Return the number of the person who files: a new one, or somebody who came before."""
    known = newcomers(dossier)
    if newcomers(dossier + 1) > known:
        return known
    return luck % known
