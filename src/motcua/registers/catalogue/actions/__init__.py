"""The catalogue's only writers."""

from motcua.registers.catalogue.actions.drafting import draft, edit_draft
from motcua.registers.catalogue.actions.life import (
    abolish,
    activate_electronic_process,
    announce,
    approve_internal_process,
    publish,
)

__all__ = [
    "abolish",
    "activate_electronic_process",
    "announce",
    "approve_internal_process",
    "draft",
    "edit_draft",
    "publish",
]
