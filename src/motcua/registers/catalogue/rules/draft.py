"""A whole procedure version as one value: what the editor, the importer and the seed hand over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from motcua.engine.worktime import LimitUnit, Mode
from motcua.registers.catalogue.rules.kinds import (
    ChangeKind,
    Channel,
    Charging,
    DueWhen,
    FeeKind,
    FeePer,
    Level,
    OnlineLevel,
    Route,
    StepUnit,
)


@dataclass(frozen=True)
class CaseDraft:
    """A variant of the procedure; papers, fees, limits and steps name it by `key`."""

    key: str
    name: str
    name_en: str = ""
    is_default: bool = False


@dataclass(frozen=True)
class PaperDraft:
    """A required paper; an empty `case` means every case, no limit the general one."""

    name: str
    name_en: str = ""
    case: str = ""
    code: str = ""
    form_code: str = ""
    form_url: str = ""
    originals: int = 0
    copies: int = 0
    condition_text: str = ""
    is_required: bool = True
    is_reusable: bool = False
    most_pages: int | None = None
    most_mb: int | None = None


@dataclass(frozen=True)
class FeeDraft:
    """A fee rule; `exempt` maps exemption class codes to the percentage taken off."""

    kind: FeeKind
    name: str
    amount_vnd: int | None
    legal_source: str
    name_en: str = ""
    case: str = ""
    per: FeePer = FeePer.DOSSIER
    threshold: int | None = None
    beyond_amount_vnd: int | None = None
    cap_vnd: int | None = None
    channel: Channel | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    condition_text: str = ""
    due_when: DueWhen = DueWhen.AT_FILING
    certainty: str = "mem_mid"
    exempt: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class LimitDraft:
    """A time limit; a null `channel` means every channel."""

    unit: LimitUnit
    amount: Decimal | None = None
    mode: Mode = Mode.DAY_BOUNDARY
    case: str = ""
    channel: Channel | None = None
    cut_off: time = time(15, 0)
    condition_text: str = ""
    certainty: str = "mem_mid"


@dataclass(frozen=True)
class ResultDraft:
    """What the applicant gets; `symbol` stands after the number of the document."""

    name: str
    name_en: str = ""
    code: str = ""
    symbol: str = ""


@dataclass(frozen=True)
class BasisDraft:
    """An instrument by its number."""

    document_no: str
    title: str = ""


@dataclass(frozen=True)
class StepDraft:
    """A row of the internal process."""

    key: str
    name: str
    role: str
    unit_kind: StepUnit
    act: str
    name_en: str = ""
    case: str = ""
    unit_code: str = ""
    working_minutes: int = 0
    returns_to: str = ""
    parallel_group: str = ""
    is_optional: bool = False
    is_counted: bool = True
    wait: str = ""


@dataclass(frozen=True)
class VersionDraft:
    """Everything a version says. `unit_code` finds the competent unit; empty: none fixed."""

    code: str
    name: str
    field_code: str
    field_name: str
    name_en: str = ""
    field_name_en: str = ""
    former_code: str = ""
    is_provisional_code: bool = False
    folk_names: tuple[str, ...] = ()
    change_kind: ChangeKind = ChangeKind.NEW
    level: Level = Level.OTHER
    route: Route = Route.LOCAL
    route_system: str = ""
    online_level: OnlineLevel = OnlineLevel.NONE
    charging: Charging = Charging.UNKNOWN
    is_counter: bool = True
    is_postal: bool = False
    is_on_the_spot: bool = False
    is_cross_boundary: bool = False
    unit_code: str = ""
    competent_body: str = ""
    audience: str = ""
    conditions_text: str = ""
    sequence_text: str = ""
    source: str = ""
    cases: tuple[CaseDraft, ...] = ()
    papers: tuple[PaperDraft, ...] = ()
    fees: tuple[FeeDraft, ...] = ()
    limits: tuple[LimitDraft, ...] = ()
    results: tuple[ResultDraft, ...] = ()
    bases: tuple[BasisDraft, ...] = ()
    steps: tuple[StepDraft, ...] = ()
