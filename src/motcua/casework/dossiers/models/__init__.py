"""Tables of the dossier, one file per thing."""

from motcua.casework.dossiers.models.delivery import Delivery, Notice
from motcua.casework.dossiers.models.dossier import ClockEvent, Dossier, Party
from motcua.casework.dossiers.models.draft import Draft
from motcua.casework.dossiers.models.handover import Handover, HandoverItem
from motcua.casework.dossiers.models.owner_name import OwnerName, OwnerWord
from motcua.casework.dossiers.models.series import Series
from motcua.casework.dossiers.models.supplement import SupplementItem, SupplementRequest

__all__ = [
    "ClockEvent",
    "Delivery",
    "Dossier",
    "Draft",
    "Handover",
    "HandoverItem",
    "Notice",
    "OwnerName",
    "OwnerWord",
    "Party",
    "Series",
    "SupplementItem",
    "SupplementRequest",
]
