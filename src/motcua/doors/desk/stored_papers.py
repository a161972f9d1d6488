"""Papers of an owner's store as a counter shows them: what may stand, and in which words."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from motcua.casework.lifecycle.offer import Offer
from motcua.casework.lifecycle.reusing import wanted_of
from motcua.casework.vault.queries import offers
from motcua.casework.vault.rules import Doubt, Held, Standing, Trust
from motcua.doors.desk.filing_form import SELF
from motcua.doors.desk.typed import Typed
from motcua.kit.dates import day
from motcua.kit.identity import digits
from motcua.registers.people.queries import by_identity


def stored_offers(typed: Typed, chosen: Offer | None, on: date) -> Mapping[int, tuple[Held, ...]]:
    """Return what the owner's store has for the papers asked for.

    The owner is found by the number that was typed or scanned, never by what the page remembers.
    Two statements at most, none while nothing that is asked for may be used again.
    """
    wanted = wanted_of(chosen.papers) if chosen else ()
    whose = "number" if typed.text("for_whom", SELF) == SELF else "owner_number"
    number = digits(typed.text(whose))
    if not number or not any(one.is_reusable for one in wanted):
        return {}
    owner = by_identity(number)
    return offers(owner.id, wanted, on) if owner else {}


def stored_said(held: Held) -> str:
    """Say which paper it is: `số 12/GPXD, 05/03/2025, do cơ quan này cấp`."""
    parts = (
        _("số %(number)s") % {"number": held.number} if held.number else "",
        day(held.issued_on) if held.issued_on else "",
        trust_said(held.trust),
        _("dùng được đến hết %(day)s") % {"day": day(held.valid_until)} if held.valid_until else "",
    )
    return ", ".join(part for part in parts if part)


def trust_said(trust: Trust) -> str:
    """Say what stands behind a stored paper."""
    return {
        Trust.ISSUED_HERE: _("kết quả do hệ thống này cấp"),
        Trust.SIGNED: _("bản điện tử có chữ ký số hợp lệ"),
        Trust.TRUE_COPY: _("bản sao điện tử đã chứng thực"),
        Trust.PLAIN: _("bản quét chưa chứng thực"),
    }[trust]


def worth_said(held: Held) -> str:
    """Say what stands behind a stored paper, or why nothing does any more."""
    return {
        Doubt.NONE: trust_said(held.trust),
        Doubt.REVOKED: _("chữ ký số không còn được tin: chứng thư đã bị thu hồi"),
        Doubt.OUT_OF_TIME: _("chữ ký số không còn được tin: chứng thư ngoài thời hạn hiệu lực"),
        Doubt.OTHER: _("chữ ký số không còn được tin khi kiểm tra lại"),
    }[held.doubt]


def standing_said(standing: Standing) -> str:
    """Say whether a stored paper still holds."""
    return {
        Standing.IN_FORCE: _("còn hiệu lực"),
        Standing.REPLACED: _("đã được thay thế"),
        Standing.REVOKED: _("đã bị thu hồi"),
    }[standing]
