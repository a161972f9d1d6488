"""Applicants are remembered once and found by their number."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.registers.people.actions import remember_applicant
from motcua.registers.people.models import Applicant
from motcua.registers.people.queries import applicant, by_identity
from motcua.registers.people.rules import ApplicantFacts, ApplicantKind

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def _person(name: str, **more: str) -> int:
    return remember_applicant(ApplicantFacts(ApplicantKind.PERSON, name, **more), now=NOW)  # type: ignore[arg-type]


def test_one_is_found_by_number() -> None:
    one = _person("Nguyễn Thị Hoa", identity_number="040192006318")
    found = by_identity("040 192 006 318")
    assert found is not None
    assert found == applicant(one)


def test_a_known_number_is_renewed_and_nothing_is_forgotten() -> None:
    first = _person("Nguyễn Thị Hoa", identity_number="040192006318", phone="0912345678")
    second = _person("Nguyễn Thị Hoà", identity_number="040192006318", address_line="Xóm 3")
    known = applicant(second)
    assert first == second
    assert (known.full_name, known.phone, known.address_line) == (
        "Nguyễn Thị Hoà",
        "0912345678",
        "Xóm 3",
    )


def test_people_without_a_number_are_never_taken_for_one_another() -> None:
    assert _person("Nguyễn Văn An") != _person("Nguyễn Văn An")


def test_firms_sort_by_their_name_from_the_beginning() -> None:
    for name in ("Công ty Vinh", "Công ty An", "Bưu điện Vinh"):
        facts = ApplicantFacts(ApplicantKind.FIRM, name)
        remember_applicant(facts, now=NOW)
    ordered = Applicant.objects.order_by("sort_key").values_list("full_name", flat=True)
    assert list(ordered) == ["Bưu điện Vinh", "Công ty An", "Công ty Vinh"]


def test_remembering_and_finding_cost_one_statement_each() -> None:
    with CaptureQueriesContext(connection) as asked:
        remember_applicant(
            ApplicantFacts(ApplicantKind.PERSON, "Lê An", "040192006318", date(1992, 1, 2)), now=NOW
        )
        by_identity("040192006318")
    assert len(asked) == 2


def test_an_unknown_applicant_is_said_to_be_unknown() -> None:
    with pytest.raises(Applicant.DoesNotExist):
        applicant(0)
