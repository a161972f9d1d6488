"""Rows of the permission matrix for the board."""

from datetime import date

from motcua.kit import clock
from motcua.oversight.indicators.rules import Period
from motcua.oversight.reports.actions import make, order
from motcua.oversight.reports.models import Order
from motcua.oversight.reports.queries import order_of
from motcua.oversight.reports.rules import Kind
from motcua.registers.organisation.rules import Role
from tests.cast import Cast
from tests.house.matrix import the_dossier, thing

REPORT = "board/reports/<str:number>/"
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


@thing("board/risk/<int:dossier_id>/remind/")
def _reminded(cast: Cast) -> dict[str, object]:
    return {"dossier_id": the_dossier(cast).pk}


@thing("board/agencies/<int:unit_id>/")
def _agency(cast: Cast) -> dict[str, object]:
    return {"unit_id": cast.unit("finance")}


@thing("board/reports/orders/<int:order_id>/", anywhere=frozenset())
def _ordered(cast: Cast) -> dict[str, object]:
    by = cast.acting(Role.UNIT_LEADER)
    found = Order.objects.values_list("pk", flat=True).first()
    now = clock.now()
    return {"order_id": found or order(Kind.BODY, MARCH, by.unit_id, by=by, now=now)}


@thing(REPORT)
@thing(f"{REPORT}check/")
@thing(f"{REPORT}<str:format_name>/")
def _reported(cast: Cast) -> dict[str, object]:
    order_id = int(str(_ordered(cast)["order_id"]))
    make(order_id, now=clock.now())
    number = order_of(order_id, cast.acting(Role.UNIT_LEADER)).number
    return {"number": number, "format_name": "pdf"}
