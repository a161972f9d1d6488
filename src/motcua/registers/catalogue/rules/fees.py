"""What an applicant owes: rules chosen by case, channel and day, then priced and reduced."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from motcua.registers.catalogue.rules.kinds import Channel, DueWhen, FeeKind, FeePer

WHOLE = 100


@dataclass(frozen=True)
class FeeRow:
    """One fee rule as values. Null channel or case: every one. Null amount: sum not known yet.

    `exempt` maps the code of an exemption class to the percentage taken off.
    """

    fee_id: int
    kind: FeeKind
    name: str
    amount_vnd: int | None
    legal_source: str
    name_en: str = ""
    per: FeePer = FeePer.DOSSIER
    threshold: int | None = None
    beyond_amount_vnd: int | None = None
    cap_vnd: int | None = None
    channel: Channel | None = None
    case_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    condition_text: str = ""
    due_when: DueWhen = DueWhen.AT_FILING
    certainty: str = "mem_mid"
    exempt: Mapping[str, int] = field(default_factory=dict)

    @property
    def subject(self) -> tuple[FeeKind, str]:
        """What is paid for; rules of one subject replace, never add to, each other."""
        return self.kind, self.name

    def holds_on(self, on: date) -> bool:
        """Tell whether the rule binds on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )

    def fits(self, case_id: int | None, channel: Channel) -> bool:
        """Tell whether the rule speaks of this case and channel."""
        return self.case_id in (None, case_id) and self.channel in (None, channel)


@dataclass(frozen=True)
class Quantity:
    """How much is asked for: copies, and pages of one copy."""

    copies: int = 1
    pages: int = 1


@dataclass(frozen=True)
class Owed:
    """One line of what is owed, with the arithmetic that a receipt can print.

    `amount_vnd` is null when the law's sum is not in the catalogue: somebody must say it.
    """

    fee_id: int
    kind: FeeKind
    name: str
    full_amount_vnd: int | None
    percent_off: int
    amount_vnd: int | None
    exemption_class: str
    due_when: DueWhen
    legal_source: str


ONE = Quantity()


def price(rule: FeeRow, quantity: Quantity) -> int | None:
    """Return the sum in dong before exemptions, or None when the amount is not known.

    Basis: Law 97/2015/QH13, art. 8; Circular 226/2016/TT-BTC, art. 4 (mem-hi)
    """
    if rule.amount_vnd is None:
        return None
    if rule.per is FeePer.DOSSIER:
        return rule.amount_vnd
    if rule.per is FeePer.COPY:
        return _stepped(rule, rule.amount_vnd, max(quantity.copies, 0))
    return _stepped(rule, rule.amount_vnd, max(quantity.pages, 0)) * max(quantity.copies, 0)


def _stepped(rule: FeeRow, amount_vnd: int, count: int) -> int:
    first = count if rule.threshold is None else min(count, rule.threshold)
    total = first * amount_vnd + (count - first) * (rule.beyond_amount_vnd or 0)
    return total if rule.cap_vnd is None else min(total, rule.cap_vnd)


def applicable_fees(
    rules: Iterable[FeeRow], channel: Channel, on: date, case_id: int | None = None
) -> tuple[FeeRow, ...]:
    """Return, per subject, the one rule that binds: the case's own before the channel's own.

    A rule under a written condition is an alternative for a person to choose, never automatic.
    """
    best: dict[tuple[FeeKind, str], FeeRow] = {}
    for rule in rules:
        if rule.condition_text or not rule.fits(case_id, channel) or not rule.holds_on(on):
            continue
        other = best.get(rule.subject)
        if other is None or _rank(rule) > _rank(other):
            best[rule.subject] = rule
    return tuple(best.values())


def _rank(rule: FeeRow) -> tuple[bool, bool, date]:
    return rule.case_id is not None, rule.channel is not None, rule.valid_from or date.min


def fees_owed(
    rules: Iterable[FeeRow],
    channel: Channel,
    on: date,
    quantity: Quantity = ONE,
    exemption_classes: Set[str] = frozenset(),
    case_id: int | None = None,
) -> tuple[Owed, ...]:
    """Return what is owed for one dossier; the most favourable exemption counts, once.

    Basis: Law 97/2015/QH13, art. 10 (mem-hi)
    """
    return tuple(
        _owed(rule, quantity, exemption_classes)
        for rule in applicable_fees(rules, channel, on, case_id)
    )


def _owed(rule: FeeRow, quantity: Quantity, classes: Set[str]) -> Owed:
    held = [(percent, code) for code, percent in rule.exempt.items() if code in classes]
    percent, code = max(held, default=(0, ""))
    full = price(rule, quantity)
    due = None if full is None else full * (WHOLE - percent) // WHOLE
    if percent == WHOLE:
        due = 0
    return Owed(
        rule.fee_id,
        rule.kind,
        rule.name,
        full,
        percent,
        due,
        code,
        rule.due_when,
        rule.legal_source,
    )
