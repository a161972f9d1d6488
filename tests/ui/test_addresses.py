"""Addresses from kept patterns are those that Django gives."""

import pytest
from django.urls import NoReverseMatch, reverse

from motcua.ui.addresses import address

PAGES: list[tuple[str, tuple[int | str, ...]]] = [
    ("desk:worklist", ()),
    ("desk:dossier", (7,)),
    ("desk:dossier", (9_007_199_254_740_993,)),
    ("desk:act", (12, "propose-extension")),
    ("desk:receipt", ("H41.14-261128-0001",)),
    ("desk:handover", ("số 1 & 2",)),
]


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_an_address_is_the_one_that_django_reverses(name: str, args: tuple[int | str, ...]) -> None:
    assert address(name, *args) == reverse(name, args=args)


def test_a_page_that_is_not_there_has_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        address("desk:nowhere", 1)
