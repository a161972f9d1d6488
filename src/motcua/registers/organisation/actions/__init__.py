"""The only writers of units, posts and delegations."""

from motcua.registers.organisation.actions.delegations import delegate, revoke
from motcua.registers.organisation.actions.posts import appoint, end_post, move_officer
from motcua.registers.organisation.actions.province import load_province
from motcua.registers.organisation.actions.review import sign_review
from motcua.registers.organisation.actions.units import found_unit, succeed

__all__ = [
    "appoint",
    "delegate",
    "end_post",
    "found_unit",
    "load_province",
    "move_officer",
    "revoke",
    "sign_review",
    "succeed",
]
