"""Where an officer may go from the bar: each role sees its own work first."""

from collections.abc import Iterator

from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _

from motcua.casework.scanning.permissions import SCANNERS
from motcua.doors.entrance.doors import open_to
from motcua.registers.organisation.rules import Acting, Role
from motcua.ui import addresses
from motcua.ui.values import Link

COUNTER = frozenset({Role.RECEPTION_OFFICER, Role.POSTAL_CLERK})
RETURN_DESK = COUNTER | {Role.RESULT_OFFICER}
TILL = frozenset({Role.CASHIER, Role.RECEPTION_OFFICER, Role.POSTAL_CLERK})
CASHIERS = TILL | {Role.CENTRE_MANAGER, Role.UNIT_LEADER}
LEADERS = frozenset({Role.DIVISION_LEADER, Role.UNIT_LEADER, Role.PROVINCE_LEADER})
CLERKS = frozenset({Role.CLERK_SEAL, Role.PROVINCE_CLERK})
CASE_WORKERS = LEADERS | CLERKS | {Role.SPECIALIST}
RECEIVERS = CASE_WORKERS
TOLD = CASE_WORKERS | COUNTER | {Role.CENTRE_MANAGER}
EVERYBODY = frozenset(Role)

_PLACES = (
    ("desk:reception", _("Tiếp nhận"), COUNTER),
    ("desk:scans", _("Quét giấy tờ"), SCANNERS),
    ("desk:worklist", _("Việc của tôi"), CASE_WORKERS),
    ("desk:alerts", _("Nhắc hạn"), TOLD),
    ("desk:approvals", _("Chờ duyệt"), LEADERS),
    ("desk:sign", _("Ký số"), LEADERS),
    ("desk:opinions", _("Ký ý kiến"), frozenset({Role.SPECIALIST})),
    ("desk:seals", _("Đóng dấu số"), CLERKS),
    ("desk:replacements", _("Thay thế"), CLERKS),
    ("desk:returns", _("Trả kết quả"), RETURN_DESK),
    ("desk:handovers", _("Bàn giao"), COUNTER | RECEIVERS),
    ("desk:fees", _("Phí, lệ phí"), TILL),
    ("desk:archive", _("Nộp lưu"), CLERKS),
    ("desk:search", _("Tra cứu"), EVERYBODY),
)


def nav(by: Acting, here: str = "") -> tuple[Link, ...]:
    """Return the items of the bar for an officer; `here` is the name of the page shown."""
    others = (door for door in open_to(by) if door.href != address("desk:home"))
    return (*_links(by, here), *others)


def address_of_dossier(code: str) -> str:
    """Return where a case worker opens a dossier; its papers where there is no such page."""
    return address("desk:dossier", code) or addresses.address("desk:receipt", code)


def _links(by: Acting, here: str) -> Iterator[Link]:
    for name, label, roles in _PLACES:
        if by.roles & roles and (href := address(name)):
            yield Link(str(label), href, is_current=name == f"desk:{here}")


def address(name: str, *args: int | str) -> str:
    """Return a page's address, "" while its screen is not part of this house."""
    try:
        return addresses.address(name, *args)
    except NoReverseMatch:
        return ""
