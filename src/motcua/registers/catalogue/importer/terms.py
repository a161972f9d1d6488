"""Limit and fee texts, one per channel, turned into drafts and notes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from motcua.engine.worktime import default_mode
from motcua.registers.catalogue.importer.report import Notes
from motcua.registers.catalogue.rules.draft import FeeDraft, LimitDraft
from motcua.registers.catalogue.rules.fee_reading import FeeReading, classify_fees
from motcua.registers.catalogue.rules.kinds import Channel, Charging, FeeKind
from motcua.registers.catalogue.rules.reading import LimitKind, LimitReading, classify_limit

SOURCE = "Danh mục quốc gia về thủ tục hành chính"
NAMES = {FeeKind.FEE: "Phí", FeeKind.CHARGE: "Lệ phí"}
ChannelTexts = Mapping[Channel | None, str]


def limits_of(texts: ChannelTexts, notes: Notes) -> tuple[LimitDraft, ...]:
    """Return one limit per channel, or one for all when every channel says the same."""
    if len(set(texts.values())) == 1:
        texts = {None: next(iter(texts.values()))}
    drafts: list[LimitDraft] = []
    for channel, text in texts.items():
        reading = classify_limit(text)
        _note_limit(reading, text, notes)
        drafts += _limits(reading, channel, text[:900])
    return tuple(drafts)


def _note_limit(reading: LimitReading, text: str, notes: Notes) -> None:
    if not reading.understood:
        notes.add("limit", text, "no length of time with a unit")
    elif reading.kind is LimitKind.UNDEFINED:
        notes.add("limit", text, "the catalogue sets no time limit")
    elif reading.is_conditional or reading.kind is LimitKind.RANGE:
        notes.add("limit", text, "several lengths: a person must say which case has which")


def _limits(reading: LimitReading, channel: Channel | None, text: str) -> list[LimitDraft]:
    """Return the first length as the rule and the longest as an exception under its own words."""
    if not reading.understood:
        return []
    rule = LimitDraft(
        reading.unit, reading.amount, default_mode(reading.unit), channel=channel, certainty="seen"
    )
    if reading.max_amount is None or reading.max_unit is None:
        return [rule]
    longer = replace(
        rule,
        unit=reading.max_unit,
        amount=reading.max_amount,
        mode=default_mode(reading.max_unit),
        condition_text=text,
    )
    return [rule, longer]


def fees_of(texts: ChannelTexts, notes: Notes) -> tuple[Charging, tuple[FeeDraft, ...]]:
    """Return whether the procedure costs anything, and a rule for each fee that was understood."""
    if len(set(texts.values())) == 1:
        texts = {None: next(iter(texts.values()))}
    drafts: list[FeeDraft] = []
    readings: list[FeeReading] = []
    for channel, text in texts.items():
        read = classify_fees(text)
        if not read:
            notes.add("fee", text, "the catalogue does not say whether it costs anything")
        readings += read
        drafts += _fees(read, channel, notes)
    return _charging(texts, readings, drafts), tuple(drafts)


def _charging(
    texts: ChannelTexts, readings: Sequence[FeeReading], drafts: Sequence[FeeDraft]
) -> Charging:
    if any(draft.amount_vnd != 0 for draft in drafts):
        return Charging.CHARGED
    is_all_free = bool(readings) and all(reading.is_free for reading in readings)
    return Charging.FREE if is_all_free and all(texts.values()) else Charging.UNKNOWN


def _fees(readings: Sequence[FeeReading], channel: Channel | None, notes: Notes) -> list[FeeDraft]:
    drafts: list[FeeDraft] = []
    for number, reading in enumerate(readings, 1):
        if not reading.understood or reading.kind is None:
            if not reading.is_free:
                notes.add("fee", reading.text, "no amount, or nothing says what it is for")
            continue
        is_one_of_many = sum(other.kind is reading.kind for other in readings) > 1
        if is_one_of_many or reading.is_conditional:
            notes.add("fee", reading.text, "a person must say to which case the amount belongs")
        is_alternative = is_one_of_many or (reading.is_conditional and reading.amount_vnd)
        drafts.append(
            FeeDraft(
                reading.kind,
                NAMES[reading.kind],
                reading.amount_vnd,
                reading.text[:450] if reading.is_by_resolution else SOURCE,
                channel=channel,
                condition_text=f"Mức {number}: {reading.text}"[:900] if is_alternative else "",
                certainty="seen",
            )
        )
    return drafts
