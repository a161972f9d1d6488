"""The catalogue's rules: closed lists, fees, limits, reception, and the reading of loose texts."""

from motcua.registers.catalogue.rules.fees import (
    ONE,
    FeeRow,
    Owed,
    Quantity,
    applicable_fees,
    fees_owed,
)
from motcua.registers.catalogue.rules.kinds import (
    Certainty,
    ChangeKind,
    Channel,
    Charging,
    DueWhen,
    FeeKind,
    FeePer,
    Level,
    OnlineLevel,
    RegulationState,
    Route,
    StepUnit,
    VersionState,
    Wait,
)
from motcua.registers.catalogue.rules.limits import (
    LimitRow,
    applicable_limit,
    conditional_limits,
)
from motcua.registers.catalogue.rules.reception import (
    Blocker,
    BlockerKind,
    Filing,
    VersionFacts,
    blockers,
)

__all__ = [
    "ONE",
    "Blocker",
    "BlockerKind",
    "Certainty",
    "ChangeKind",
    "Channel",
    "Charging",
    "DueWhen",
    "FeeKind",
    "FeePer",
    "FeeRow",
    "Filing",
    "Level",
    "LimitRow",
    "OnlineLevel",
    "Owed",
    "Quantity",
    "RegulationState",
    "Route",
    "StepUnit",
    "VersionFacts",
    "VersionState",
    "Wait",
    "applicable_fees",
    "applicable_limit",
    "blockers",
    "conditional_limits",
    "fees_owed",
]
