"""The money pane of the reception page: what is asked now, what falls due later."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.casework.lifecycle.offer import Offer
from motcua.doors.desk.reception_fields import name_of
from motcua.doors.desk.typed import Typed
from motcua.kit.money import vnd, vnd_in_words
from motcua.registers.catalogue.rules import DueWhen, Owed
from motcua.registers.catalogue.rules.kinds import AT_RECEPTION
from motcua.registers.catalogue.wording import DUE_WHEN
from motcua.ui.fields import Field, Option


@dataclass(frozen=True)
class FeeLine:
    """One amount, in words."""

    name: str
    note: str
    amount: str


@dataclass(frozen=True)
class FeePane:
    """What is to be paid now; `total_vnd` 0 means nothing; `is_first`: before reception or not."""

    lines: tuple[FeeLine, ...]
    total_vnd: int
    total: str
    words: str
    is_first: bool
    exempt: Field | None


def fee_pane(
    typed: Typed, offer: Offer | None, exemptions: tuple[tuple[str, str, str], ...]
) -> FeePane:
    """Draw the pane; `exemptions` are code, Vietnamese and English name."""
    owed = offer.owed if offer else ()
    now = [item for item in owed if item.due_when in AT_RECEPTION and item.amount_vnd]
    total = sum(item.amount_vnd or 0 for item in now)
    return FeePane(
        lines=tuple(map(_line, owed)),
        total_vnd=total,
        total=vnd(total),
        words=vnd_in_words(total) if total else "",
        is_first=any(item.due_when is DueWhen.BEFORE_RECEPTION for item in now),
        exempt=_exempt(typed, exemptions),
    )


def _line(owed: Owed) -> FeeLine:
    due = "" if owed.due_when is DueWhen.AT_FILING else str(DUE_WHEN[owed.due_when])
    if owed.amount_vnd is None:
        note = " · ".join(part for part in (owed.legal_source, due) if part)
        return FeeLine(owed.name, note, _("chưa rõ mức"))
    off = _("giảm %(percent)s %%") % {"percent": owed.percent_off} if owed.percent_off else ""
    note = " · ".join(part for part in (owed.legal_source, off, due) if part)
    return FeeLine(owed.name, note, vnd(owed.amount_vnd))


def _exempt(typed: Typed, exemptions: tuple[tuple[str, str, str], ...]) -> Field | None:
    if not exemptions:
        return None
    options = tuple(Option(code, name_of(name, en)) for code, name, en in exemptions)
    chosen = tuple(typed.many("exempt"))
    return Field("exempt", _("Được miễn, giảm"), chosen, "checks", options=options)
