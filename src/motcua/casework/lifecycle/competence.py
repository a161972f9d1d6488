"""Who decides: the unit of the announcement, or the commune that the law names."""

from motcua.casework.lifecycle.filing import CannotFile, Filing
from motcua.registers.calendar.places import Place, Places, places_of
from motcua.registers.catalogue.queries.reception import version_facts
from motcua.registers.catalogue.rules.reception import VersionFacts
from motcua.registers.organisation.rules import Level


class NotCompetent(CannotFile):
    """The filing names another deciding unit, or another code, than the version's competence."""


def check_competence(filing: Filing, facts: VersionFacts, places: Places) -> None:
    """Check the deciding unit and the code that dossiers are numbered after.

    A procedure of communes is decided by a commune: by the very one that receives, unless the
    procedure knows no boundaries; a centre or post receives for every commune.
    Raises `NotCompetent`.
    Basis: Decree 118/2025/NĐ-CP (irrespective of boundaries; mem-mid); handbook 2.3.
    """
    competent = places.get(filing.competent_unit_id)
    if competent is None or not decides(competent, filing, facts, places):
        raise NotCompetent("not_competent")
    if filing.competent_unit_code != numbered_after(competent):
        raise NotCompetent("wrong_code")


def check_filing(filing: Filing) -> None:
    """Check a filing that is not received; two statements. Raises `NotCompetent`."""
    facts = version_facts(filing.version_id)
    if facts is None:
        raise NotCompetent("not_competent")
    check_competence(filing, facts, places_of([filing.receiving_unit_id, filing.competent_unit_id]))


def numbered_after(place: Place) -> str:
    """Return the code of the department above a division, else the unit's own."""
    is_division = place.level == Level.DIVISION and place.parent_code
    return place.parent_code if is_division else place.code


def decides(competent: Place, filing: Filing, facts: VersionFacts, places: Places) -> bool:
    """Tell whether this unit may decide a filing of the version."""
    if facts.competent_unit_id is not None:
        return competent.unit_id == facts.competent_unit_id
    if competent.level != Level.COMMUNE:
        return False
    receiving = places[filing.receiving_unit_id]
    is_elsewhere = receiving.level == Level.COMMUNE and receiving.unit_id != competent.unit_id
    return facts.is_cross_boundary or not is_elsewhere
