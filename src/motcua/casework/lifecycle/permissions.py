"""Who may act: pure predicates over the table of acts."""

from motcua.casework.lifecycle.rules import ACTS, Place, Standing, Verb
from motcua.registers.organisation.rules import Acting, Role

_DECIDERS = frozenset({Role.UNIT_LEADER, Role.PROVINCE_LEADER})
_SITTING = (Verb.SUBMIT, Verb.APPROVE, Verb.ISSUE, Verb.RETURN)


def has_standing(by: Acting, verb: Verb, standing: Standing) -> bool:
    """Tell whether a role of the act is held in its place; the dossier's state is another question.

    A lent role counts in the lender's units only.
    """
    rule = ACTS[verb]
    if rule.place is Place.TASK:
        return bool(by.roles & rule.roles) and _holds_task(by, standing)
    return any(by.holds(rule.roles, unit) for unit in _units(rule.place, standing))


def fits_the_state(verb: Verb, standing: Standing) -> bool:
    """Tell whether the act is known in the dossier's state."""
    return standing.state in ACTS[verb].states


def may(by: Acting, verb: Verb, standing: Standing) -> bool:
    """Tell whether the actor may do the act now; pages use it to offer the act."""
    return has_standing(by, verb, standing) and fits_the_state(verb, standing)


def may_settle_on_the_spot(by: Acting, standing: Standing) -> bool:
    """Tell whether the actor holds all parts of the sitting, own or lent; `standing` names the
    step of appraisal with which it begins.
    """
    holds = all(by.roles & ACTS[verb].roles for verb in _SITTING)
    is_here = standing.return_unit_id in by.unit_ids
    return holds and is_here and may(by, Verb.APPRAISE, standing)


def _units(place: Place, standing: Standing) -> set[int]:
    """The units of the dossier that a place names."""
    receiving, competent = standing.receiving_unit_id, standing.competent_unit_id
    return {
        Place.TASK_UNIT: {standing.task_unit_id} if standing.task_unit_id else set(),
        Place.RECEIVING: {receiving},
        Place.COMPETENT: {competent},
        Place.RETURN: {standing.return_unit_id},
        Place.RECEIVING_OR_COMPETENT: {receiving, competent, standing.return_unit_id},
    }[place]


def _holds_task(by: Acting, standing: Standing) -> bool:
    """Tell whether the step's own role is held in its unit and no colleague holds the step.

    A decision taken at the Centre is also that of the competent unit's leader, or of whom he
    authorised.
    """
    if standing.task_unit_id is None or standing.task_assignee_id not in (None, by.officer_id):
        return False
    units = {standing.task_unit_id}
    if standing.task_role in _DECIDERS:
        units.add(standing.competent_unit_id)
    return any(by.holds({Role(standing.task_role)}, unit) for unit in units)
