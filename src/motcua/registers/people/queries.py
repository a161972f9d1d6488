"""Finding applicants as people say their names, and officers by theirs."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from motcua.kit.identity import digits
from motcua.kit.phone import phone
from motcua.kit.telex import telex_repair
from motcua.kit.text import fold, words
from motcua.registers.people.models import Applicant, Officer
from motcua.registers.people.rules import ApplicantKind, ApplicantRow

# Every word typed begins a word of the name, in any order. Names written with the same accents
# come first, then names that hold the words whole, each in Vietnamese order.
_BY_NAME = """
WHERE to_tsvector('simple'::regconfig, COALESCE(search_key, ''))
  @@ to_tsquery('simple'::regconfig, %(prefixes)s)
ORDER BY string_to_array(written_key, ' ') @> %(written)s::text[] DESC,
  string_to_array(search_key, ' ') @> %(folded)s::text[] DESC, sort_key, id
LIMIT %(limit)s
"""
_BY_PHONE = "WHERE phone = %(phone)s AND phone <> '' ORDER BY sort_key, id LIMIT %(limit)s"
_BY_NUMBER = "WHERE identity_number = %(number)s"
_BY_IDS = "WHERE id = ANY(%(ids)s) ORDER BY array_position(%(ids)s, id)"
_BY_ID = "WHERE id = %(id)s"
_SELECT = """
SELECT id, kind, full_name, COALESCE(identity_number, ''), birth_on, sex, phone, email,
  address_line, commune_code FROM people_applicant
"""


def find_applicants(text: str, limit: int = 20) -> tuple[ApplicantRow, ...]:
    """Find by identity number, by telephone, or by name with or without accents.

    Names typed with a wrong keyboard ("nguyeenx") are tried again, repaired.
    """
    number = digits(text)
    if number.lstrip("+").isdigit():
        by_number = by_identity(number)
        return (by_number,) if by_number else _by_phone(text, limit)
    found = _by_name(text, limit)
    repaired = telex_repair(text)
    return found if found or repaired == text else _by_name(repaired, limit)


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


def _by_phone(text: str, limit: int) -> tuple[ApplicantRow, ...]:
    number = phone(text)
    return _rows(_BY_PHONE, phone=number, limit=limit) if number else ()


def _by_name(text: str, limit: int) -> tuple[ApplicantRow, ...]:
    folded = words(fold(text))
    if not folded:
        return ()
    prefixes = " & ".join(f"{word}:*" for word in folded)
    return _rows(_BY_NAME, prefixes=prefixes, written=words(text), folded=folded, limit=limit)


def _rows(where: str, **values: Any) -> tuple[ApplicantRow, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_SELECT + where, values)
        return tuple(ApplicantRow(row[0], ApplicantKind(row[1]), *row[2:]) for row in cursor)
