"""Who may stand before the board, and where the bar leads."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy

from motcua.registers.organisation.rules import Role
from motcua.ui.values import Link

WATCHERS = (
    Role.CENTRE_MANAGER,
    Role.INSPECTOR,
    Role.PROVINCE_LEADER,
    Role.PROCEDURE_CONTROLLER,
    Role.UNIT_LEADER,
)
_PLACES = (
    ("board:overview", gettext_lazy("Giải quyết hồ sơ")),
    ("board:service_index", gettext_lazy("Chỉ số phục vụ")),
    ("board:digitisation", gettext_lazy("Số hóa")),
    ("board:why", gettext_lazy("Vì sao trễ")),
    ("board:risk", gettext_lazy("Nguy cơ trễ")),
    ("board:reports", gettext_lazy("Báo cáo")),
    ("desk:search", gettext_lazy("Tra cứu")),
)


def nav(here: str) -> tuple[Link, ...]:
    """Return the items of the bar."""
    return tuple(Link(str(label), reverse(name), name == here) for name, label in _PLACES)


def dossier_address(code: str) -> str:
    """Return where an officer opens a dossier, "" before it has a code or a page."""
    if not code:
        return ""
    try:
        return reverse("desk:dossier", args=[code])
    except NoReverseMatch:
        return f"{reverse('desk:search')}?q={code}"
