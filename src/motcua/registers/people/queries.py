"""Applicants by number and officers by their key."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from motcua.kit.identity import digits
from motcua.registers.people.models import Applicant, Officer
from motcua.registers.people.rules import ApplicantKind, ApplicantRow

_BY_NUMBER = "WHERE identity_number = %(number)s"
_BY_IDS = "WHERE id = ANY(%(ids)s) ORDER BY array_position(%(ids)s, id)"
_BY_ID = "WHERE id = %(id)s"
_SELECT = """
SELECT id, kind, full_name, COALESCE(identity_number, ''), birth_on, sex, phone, email,
  address_line, commune_code FROM people_applicant
"""


def by_identity(number: str) -> ApplicantRow | None:
    """Return the applicant with this identity number or firm code."""
    return next(iter(_rows(_BY_NUMBER, number=digits(number))), None)


def applicant(applicant_id: int) -> ApplicantRow:
    """Return one applicant; Applicant.DoesNotExist when there is none."""
    row = next(iter(_rows(_BY_ID, id=applicant_id)), None)
    if row is None:
        raise Applicant.DoesNotExist(applicant_id)
    return row


def applicants(ids: Sequence[int]) -> tuple[ApplicantRow, ...]:
    """Return these applicants, in this order."""
    return _rows(_BY_IDS, ids=list(ids))


def officer(officer_id: int) -> Officer:
    """Return one officer; Officer.DoesNotExist when there is none."""
    return Officer.objects.get(pk=officer_id)


def _rows(where: str, **values: Any) -> tuple[ApplicantRow, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_SELECT + where, values)
        return tuple(ApplicantRow(row[0], ApplicantKind(row[1]), *row[2:]) for row in cursor)
