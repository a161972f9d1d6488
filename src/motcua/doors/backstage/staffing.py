"""What is asked when an officer is enrolled or given a post."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from motcua.doors.backstage.forms import Ask, Unreadable
from motcua.doors.backstage.words import ROLES
from motcua.kit.text import fold
from motcua.registers.organisation.queries import units_as_of
from motcua.registers.organisation.rules import MAY_GRANT, Acting, Role, UnitRow
from motcua.ui.fields import Field, Option


def enrol_asks() -> tuple[Ask, ...]:
    """Ask who the officer is."""
    hint = _("Chữ thường không dấu, ví dụ: nguyen.van.an")
    return (
        Ask(Field("full_name", _("Họ và tên"), is_required=True)),
        Ask(
            Field("username", _("Tên đăng nhập"), hint=hint, is_required=True, size="m"), _username
        ),
        Ask(Field("phone", _("Điện thoại"), kind="tel", size="m")),
        Ask(Field("email", _("Thư điện tử"), kind="email")),
    )


def appoint_asks(by: Acting, on: date, *, with_move: bool = False) -> tuple[Ask, ...]:
    """Ask for the post: only units within reach and roles that `by` may give are offered."""
    units = tuple(Option(str(row.id), f"{row.name} ({row.code})") for row in units_kept(by, on))
    roles = tuple(Option(role, str(ROLES[role])) for role in givable(by))
    ways = (
        Option("add", _("Thêm vào các vị trí đang giữ")),
        Option("move", _("Chuyển hẳn: mọi vị trí khác kết thúc")),
    )
    none = Option("", _("Chọn cơ quan"))
    asks = (
        Ask(
            Field("unit", _("Cơ quan"), "", "select", options=(none, *units), is_required=True), int
        ),
        Ask(Field("title", _("Chức danh"), is_required=True)),
        Ask(Field("roles", _("Vai trò"), (), "checks", options=roles, is_required=True)),
    )
    return (
        (*asks, Ask(Field("how", _("Cách giao"), "add", "radio", options=ways)))
        if with_move
        else asks
    )


def roles_of(chosen: Iterable[str]) -> frozenset[Role]:
    """Return the roles that were ticked; a word that is no role is left out."""
    known = {role.value for role in Role}
    return frozenset(Role(word) for word in chosen if word in known)


def givable(by: Acting) -> tuple[Role, ...]:
    """Return the roles that `by` may put into a post, in the order of the list."""
    may = frozenset[Role]().union(*(MAY_GRANT.get(role, frozenset()) for role in by.roles))
    return tuple(role for role in Role if role in may)


def units_kept(by: Acting, on: date) -> tuple[UnitRow, ...]:
    """Return the living units that `by` administers."""
    is_all = by.may(Role.SYSTEM_ADMIN)
    return tuple(row for row in units_as_of(on) if is_all or row.id in by.unit_ids)


def _username(text: str) -> str:
    name = fold(text)
    if len(name) > 60 or not all(sign.isalnum() or sign in "._-" for sign in name):
        raise Unreadable(_("Tên đăng nhập chỉ gồm chữ không dấu, số và các dấu . _ -"))
    return name
