"""The applicant's fields filled from a scanned card and from the register of applicants."""

from datetime import date

from django.http import QueryDict

from motcua.doors.desk.typed import Typed
from motcua.kit.dates import day
from motcua.kit.identity import CardScan, digits, parse_card_qr
from motcua.registers.people.queries import applicant, by_identity
from motcua.registers.people.rules import ApplicantRow

FILLED = ("name", "born", "sex", "phone", "email", "address")


def looked_up(form: QueryDict) -> QueryDict:
    """Return the form with the person of its identity number, when that number is a new one.

    A card's own words win over the register's; what was typed for the same person stays.
    """
    text = Typed(form).text("number")
    card = parse_card_qr(text) if "|" in text else None
    number = card.number if card else digits(text)
    if not number or (card is None and number == form.get("looked_up")):
        return form
    known = by_identity(number)
    if card is None and known is None:
        return _changed(form, {"number": text, "looked_up": number, "known_from": ""})
    return _changed(form, _facts(card, known) | {"number": number, "looked_up": number})


def of_applicant(applicant_id: int) -> QueryDict:
    """Return a form that begins with a known applicant. Raises Applicant.DoesNotExist."""
    row = applicant(applicant_id)
    number = {"number": row.identity_number, "looked_up": row.identity_number}
    return _changed(QueryDict(), _facts(None, row) | number)


def _facts(card: CardScan | None, known: ApplicantRow | None) -> dict[str, str]:
    facts = dict.fromkeys(FILLED, "") | {"known_from": "card" if card else "register"}
    if known:
        facts |= {
            "name": known.full_name, "born": _day(known.birth_on), "sex": known.sex,
            "phone": known.phone, "email": known.email, "address": known.address_line,
            "known_id": str(known.id),
        }  # fmt: skip
    if card:
        said = {"name": card.full_name, "born": _day(card.birth_on), "sex": card.sex or ""}
        said["address"] = card.address
        facts |= {name: value for name, value in said.items() if value}
    return facts


def _day(on: date | None) -> str:
    return day(on) if on else ""


def _changed(form: QueryDict, values: dict[str, str]) -> QueryDict:
    copy = form.copy()
    for name, value in values.items():
        copy[name] = value
    return copy
