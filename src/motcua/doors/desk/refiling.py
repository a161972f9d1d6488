"""A form begun from a dossier that was filed before and is complete now."""

from django.http import QueryDict

from motcua.casework.documents.queries import papers_of
from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.queries import PartyRow, parties_of
from motcua.casework.dossiers.rules import PartyRole
from motcua.casework.lifecycle.at_counter import CounterRow
from motcua.doors.desk.filing_form import SELF


def form_of_dossier(row: CounterRow) -> QueryDict:
    """Return the reception form as it was filed; papers asked for are still to be ticked."""
    form = QueryDict(mutable=True)
    parties = {party.role: party for party in parties_of(row.dossier_id)}
    owner = parties[PartyRole.OWNER]
    other = parties.get(PartyRole.REPRESENTATIVE) or parties.get(PartyRole.FILER)
    _write_person(form, other or owner)
    form["for_whom"] = other.role if other else SELF
    if other:
        form["owner_name"], form["owner_number"] = owner.full_name, owner.identity_number
        form["authority"] = other.authority
    form["filed"], form["code"] = row.code, row.procedure_code
    form["procedure"] = row.procedure
    form["case"] = str(row.case_id or "")
    form["place"] = str(row.competent_unit_id)
    form["return_unit"], form["return_method"] = str(row.return_unit_id), row.return_method
    form["note"], form["on_the_spot"] = row.note, "1" if row.is_on_the_spot else ""
    papers = [paper for paper in papers_of(row.dossier_id) if paper.required_paper_id]
    here = [paper for paper in papers if paper.state is PaperState.RECEIVED]
    form.setlist("paper", [str(paper.required_paper_id) for paper in here])
    return form


def _write_person(form: QueryDict, party: PartyRow) -> None:
    form["number"] = form["looked_up"] = party.identity_number
    form["name"], form["phone"] = party.full_name, party.phone
    form["email"], form["address"] = party.email, party.address
