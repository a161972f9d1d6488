"""Who may act: pure predicates over the table of acts."""

from motcua.casework.lifecycle.rules import ACTS, Place, Standing, Verb
from motcua.registers.organisation.rules import Acting

_SITTING = (Verb.SUBMIT, Verb.APPROVE, Verb.ISSUE, Verb.RETURN)


def has_standing(by: Acting, verb: Verb, standing: Standing) -> bool:
    """Tell whether role and place fit; the state of the dossier is another question."""
    rule = ACTS[verb]
    return bool(by.roles & rule.roles) and _is_at(by, rule.place, standing)


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
    is_here = _belongs(by, {standing.return_unit_id})
    return holds and is_here and may(by, Verb.APPRAISE, standing)


def _is_at(by: Acting, place: Place, standing: Standing) -> bool:
    if place is Place.TASK:
        return _holds_task(by, standing)
    if place is Place.TASK_UNIT:
        return standing.task_unit_id is not None and _belongs(by, {standing.task_unit_id})
    units = {
        Place.RECEIVING: {standing.receiving_unit_id},
        Place.COMPETENT: {standing.competent_unit_id},
        Place.RETURN: {standing.return_unit_id},
        Place.RECEIVING_OR_COMPETENT: {
            standing.receiving_unit_id,
            standing.competent_unit_id,
            standing.return_unit_id,
        },
    }[place]
    return _belongs(by, units)


def _holds_task(by: Acting, standing: Standing) -> bool:
    if standing.task_unit_id is None or not _belongs(by, {standing.task_unit_id}):
        return False
    if standing.task_assignee_id not in (None, by.officer_id):
        return False
    return standing.task_role in by.roles


def _belongs(by: Acting, units: set[int]) -> bool:
    return any(unit in by.unit_ids for unit in units)
