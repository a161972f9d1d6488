"""What the one box answers, on its page and while one types: things to do, people, dossiers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.casework.lifecycle.at_counter import CounterRow
from motcua.casework.lifecycle.finding import Found, Mark, find, latest
from motcua.doors.desk.everyday import Meant, meant
from motcua.doors.desk.listing import receipt_address
from motcua.doors.desk.naming import state_name
from motcua.doors.desk.navigation import RETURN_DESK, TILL, address, address_of_dossier
from motcua.doors.desk.reception_fields import name_of
from motcua.kit import dates
from motcua.registers.organisation.rules import Acting
from motcua.registers.people.queries import applicants
from motcua.registers.people.rules import ApplicantRow
from motcua.ui.values import Link, Suggestion

SUGGESTED = 8
DEEDS_SUGGESTED = 2
PEOPLE_SUGGESTED = 2
LATEST = 5

Leads = Callable[[CounterRow], str]


@dataclass(frozen=True)
class Answer:
    """`deeds` lead to pages; `found` are dossiers, which `leads_to` opens for what was meant."""

    deeds: tuple[Link, ...]
    people: tuple[ApplicantRow, ...]
    found: Found
    leads_to: Leads
    does: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing answers."""
        return not (self.deeds or self.found.rows)


def answer(by: Acting, text: str, *, most: int, people: int, after: Mark | None = None) -> Answer:
    """Answer a text: what it says to do, the dossiers in sight, and whose they are.

    People are known by a dossier in sight only: the register is not for browsing.
    """
    at_desk = by.may(*(RETURN_DESK | TILL))
    said = meant(by, text)
    done = next((one for one in said if one.is_said and one.deed.of_dossier), None)
    found = _found(by, text, done, after, most)
    owners = list(dict.fromkeys(row.owner_id for row in found.rows))[:people]
    shows_people = bool(owners) and at_desk and after is None and done is None
    return Answer(
        deeds=tuple(
            Link(str(one.deed.label), address(one.deed.page)) for one in said if one.deed.page
        ),
        people=applicants(owners) if shows_people else (),
        found=found,
        leads_to=_leads(done, at_desk=at_desk),
        does=str(done.deed.label) if done else "",
    )


def _found(by: Acting, text: str, done: Meant | None, after: Mark | None, most: int) -> Found:
    if done is None:
        return find(by, text, after, most)
    if done.rest:
        return find(by, done.rest, after, most)
    return Found((), None) if done.deed.page else Found(latest(by, min(most, LATEST)), None)


def _leads(done: Meant | None, *, at_desk: bool) -> Leads:
    if done is not None:
        page = done.deed.of_dossier
        return lambda row: address(page, row.code)
    return receipt_address if at_desk else lambda row: address_of_dossier(row.code)


def suggestions(by: Acting, text: str) -> tuple[Suggestion, ...]:
    """Return what is offered while somebody types: things to do, people, then dossiers."""
    answered = answer(by, text, most=SUGGESTED, people=PEOPLE_SUGGESTED)
    return tuple(_offered(answered))[:SUGGESTED]


def _offered(answered: Answer) -> Iterator[Suggestion]:
    for deed in answered.deeds[:DEEDS_SUGGESTED]:
        yield Suggestion("", deed.label, _("Việc"), deed.href)
    for person in answered.people:
        born = f" · {dates.day(person.birth_on)}" if person.birth_on else ""
        there = address("desk:applicant", person.id)
        yield Suggestion("", person.full_name, _("Người nộp") + born, there)
    for row in answered.found.rows:
        about = f"{row.code} · {name_of(row.procedure, row.procedure_en)}"
        does = f"{answered.does}: " if answered.does else ""
        note = f"{about} · {state_name(row.state)}"
        yield Suggestion(row.code, f"{does}{row.owner_name}", note, answered.leads_to(row))
