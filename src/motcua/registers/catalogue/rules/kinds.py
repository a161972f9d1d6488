"""The words of the catalogue: every closed list of values a procedure version may carry."""

from enum import StrEnum


class VersionState(StrEnum):
    """A version is written, then in force, then gone; it never goes back."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ABOLISHED = "abolished"


class ChangeKind(StrEnum):
    """What an announcement decision does to a procedure.

    Basis: Decree 63/2010/NĐ-CP, art. 15 (mem-mid)
    """

    NEW = "new"
    AMENDED = "amended"
    REPLACED = "replaced"
    ABOLISHED = "abolished"


class Level(StrEnum):
    """The tier that is competent to settle."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DEPARTMENT = "department"
    COMMUNE = "commune"
    OTHER = "other"


class Route(StrEnum):
    """Whose software settles the dossier."""

    LOCAL = "local"
    MINISTRY = "ministry"
    EXTERNAL = "external"


class OnlineLevel(StrEnum):
    """How far the procedure can be done online.

    Basis: Decree 42/2022/NĐ-CP, art. 11 (mem-hi)
    """

    NONE = "none"
    INFORMATION = "information"
    PARTIAL = "partial"
    FULL = "full"


class Channel(StrEnum):
    """How a dossier is filed.

    Basis: Decree 61/2018/NĐ-CP, art. 16 (mem-mid)
    """

    COUNTER = "counter"
    ONLINE = "online"
    POST = "post"


class FeeKind(StrEnum):
    """A fee pays for a service (phí); a charge is a fixed sum (lệ phí).

    Basis: Law 97/2015/QH13, art. 3 (mem-hi)
    """

    FEE = "fee"
    CHARGE = "charge"


class FeePer(StrEnum):
    """What the amount is multiplied by."""

    DOSSIER = "dossier"
    COPY = "copy"
    PAGE = "page"


class DueWhen(StrEnum):
    """The moment by which a fee must be paid."""

    BEFORE_RECEPTION = "before_reception"
    AT_FILING = "at_filing"
    BEFORE_RETURN = "before_return"
    LATER = "later"


AT_RECEPTION = frozenset({DueWhen.BEFORE_RECEPTION, DueWhen.AT_FILING})
"""What is asked for at reception, so that its sum has to be known; the rest is billed later."""


class Charging(StrEnum):
    """Whether the procedure costs anything; `unknown` is not the same as free."""

    FREE = "free"
    CHARGED = "charged"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How sure we are of a fact, and so how much a person must still verify."""

    SEEN = "seen"
    MEM_HI = "mem_hi"
    MEM_MID = "mem_mid"
    MEM_LO = "mem_lo"
    DEMO = "demo"


class StepUnit(StrEnum):
    """Where a step of the internal process is done, in the words of the process engine."""

    CENTRE = "centre"
    UNIT = "unit"
    DIVISION = "division"
    OFFICE = "office"
    PROVINCE = "province"
    PARTNER = "partner"


class Wait(StrEnum):
    """What a step waits for while the clock is stopped."""

    FINANCIAL_DUTY = "financial_duty"
    POSTING = "posting"
    VERIFICATION = "verification"


class RegulationState(StrEnum):
    """Whether an instrument binds today."""

    IN_FORCE = "in_force"
    PARTLY = "partly"
    REPLACED = "replaced"
    FUTURE = "future"
