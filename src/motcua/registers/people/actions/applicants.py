"""Remembering an applicant: one statement, whether known before or not."""

from dataclasses import asdict
from datetime import datetime

from django.db import connection

from motcua.kit.identity import digits
from motcua.kit.phone import phone
from motcua.kit.text import fold, name_sort_key, nfc, sort_key, words
from motcua.registers.people.rules import ApplicantFacts, ApplicantKind

# What is told anew replaces what was known; what is left out stays as it was.
_REMEMBER = """
INSERT INTO people_applicant AS a (kind, full_name, written_key, search_key, sort_key,
  identity_number, birth_on, sex, phone, email, address_line, commune_code, created_at, changed_at)
VALUES (%(kind)s, %(full_name)s, %(written_key)s, %(search_key)s, %(sort_key)s,
  NULLIF(%(identity_number)s, ''), %(birth_on)s::date, %(sex)s, %(phone)s, %(email)s,
  %(address_line)s, %(commune_code)s, %(now)s, %(now)s)
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
    name = nfc(facts.full_name)
    is_person = facts.kind == ApplicantKind.PERSON
    values = asdict(facts) | {
        "full_name": name,
        "written_key": " ".join(words(name)),
        "search_key": " ".join(words(fold(name))),
        "sort_key": name_sort_key(name) if is_person else sort_key(name),
        "identity_number": digits(facts.identity_number),
        "phone": phone(facts.phone) or facts.phone.strip(),
        "address_line": nfc(facts.address_line),
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBER, values)
        return int(cursor.fetchone()[0])
