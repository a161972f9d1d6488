"""Remembering an applicant: one statement, whether known before or not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.kit.identity import digits
from motcua.kit.phone import phone
from motcua.kit.text import fold, name_sort_key, nfc, sort_key, words
from motcua.registers.people.rules import ApplicantFacts, ApplicantKind

_ROW = """(%s, %s, %s, %s, %s, NULLIF(%s, ''), %s::date, %s, %s, %s, %s, %s, %s, %s)"""
# What is told anew replaces what was known; what is left out stays as it was.
_REMEMBER = """
INSERT INTO people_applicant AS a (kind, full_name, written_key, search_key, sort_key,
  identity_number, birth_on, sex, phone, email, address_line, commune_code, created_at, changed_at)
VALUES {rows}
ON CONFLICT (identity_number) DO UPDATE SET
  kind = excluded.kind, full_name = excluded.full_name,
  written_key = excluded.written_key, search_key = excluded.search_key,
  sort_key = excluded.sort_key,
  birth_on = COALESCE(excluded.birth_on, a.birth_on),
  sex = COALESCE(NULLIF(excluded.sex, ''), a.sex),
  phone = COALESCE(NULLIF(excluded.phone, ''), a.phone),
  email = COALESCE(NULLIF(excluded.email, ''), a.email),
  address_line = COALESCE(NULLIF(excluded.address_line, ''), a.address_line),
  commune_code = COALESCE(NULLIF(excluded.commune_code, ''), a.commune_code),
  changed_at = excluded.changed_at
RETURNING id
"""


def remember_applicant(facts: ApplicantFacts, *, now: datetime) -> int:
    """Insert the applicant, or renew the one with the same identity number; return the id.

    Without an identity number nobody can tell two people apart, so a new row is made.
    """
    return remember_applicants([facts], now=now)[0]


def remember_applicants(people: Sequence[ApplicantFacts], *, now: datetime) -> list[int]:
    """Do so for several people in one statement; return their ids in order.

    Whoever stands twice under one identity number is one applicant, as last described. Rows are
    locked in the order of numbers: two neighbours may file for each other at the same moment.
    """
    rows = [_row(facts, now) for facts in people]
    each = {row[_NUMBER] or nth: row for nth, row in enumerate(rows)}
    single = dict(sorted(each.items(), key=lambda one: one[1][_NUMBER]))
    statement = _REMEMBER.format(rows=", ".join([_ROW] * len(single)))
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for row in single.values() for value in row])
        found = [int(row[0]) for row in cursor.fetchall()]
    ids = dict(zip(single, found, strict=True))
    return [ids[row[_NUMBER] or nth] for nth, row in enumerate(rows)]


_NUMBER = 5


def _row(facts: ApplicantFacts, now: datetime) -> tuple[Any, ...]:
    name = nfc(facts.full_name)
    is_person = facts.kind == ApplicantKind.PERSON
    return (
        facts.kind,
        name,
        " ".join(words(name)),
        " ".join(words(fold(name))),
        name_sort_key(name) if is_person else sort_key(name),
        digits(facts.identity_number),
        facts.birth_on,
        facts.sex,
        phone(facts.phone) or facts.phone.strip(),
        facts.email,
        nfc(facts.address_line),
        facts.commune_code,
        now,
        now,
    )
