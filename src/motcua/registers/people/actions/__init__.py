"""The only writers of officers and applicants."""

from motcua.registers.people.actions.accounts import (
    Enrolled,
    change_password,
    disable_officer,
    enrol_for_demo,
    enrol_officer,
    new_first_password,
)
from motcua.registers.people.actions.applicants import remember_applicant, remember_applicants
from motcua.registers.people.actions.logins import (
    actor_of,
    check_code,
    check_password,
    end_all_sessions,
    note_login,
    note_logout,
)
from motcua.registers.people.actions.second_factor import (
    begin_second_factor,
    confirm_second_factor,
    remove_second_factor,
)

__all__ = [
    "Enrolled",
    "actor_of",
    "begin_second_factor",
    "change_password",
    "check_code",
    "check_password",
    "confirm_second_factor",
    "disable_officer",
    "end_all_sessions",
    "enrol_for_demo",
    "enrol_officer",
    "new_first_password",
    "note_login",
    "note_logout",
    "remember_applicant",
    "remember_applicants",
    "remove_second_factor",
]
